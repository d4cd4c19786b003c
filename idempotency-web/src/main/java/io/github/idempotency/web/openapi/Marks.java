package io.github.idempotency.web.openapi;

import io.swagger.v3.oas.models.Operation;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of operations that have no place in a document yet. Kept beside them, because others may replace anything
 * in an operation, and by identity, because operations change and equal ones are not the same. Those that never get a
 * place are forgotten. Thread-safe.
 */
final class Marks {

    private final Map<Object, Optional<Protection>> byOperation = new ConcurrentHashMap<>();
    private final ReferenceQueue<Operation> forgotten = new ReferenceQueue<>();

    /** Adds what a handler makes of the operation, {@code null} if it does not protect it; there may be several. */
    void add(Operation operation, @Nullable Protection protection) {
        for (Reference<?> gone = forgotten.poll(); gone != null; gone = forgotten.poll()) {
            byOperation.remove(gone);
        }
        byOperation.merge(new Key(operation, forgotten), Optional.ofNullable(protection), Marks::both);
    }

    /** What all its handlers together make of the operation; {@code null} if none protects it. Then forgotten. */
    @Nullable
    Protection take(Operation operation) {
        Optional<Protection> found = byOperation.remove(new Key(operation, null));
        return found == null ? null : found.orElse(null);
    }

    private static Optional<Protection> both(Optional<Protection> one, Optional<Protection> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other).map(Protection::ofSomeRequests);
        }
        return Optional.of(one.get().and(other.get()));
    }

    private static final class Key extends WeakReference<Operation> {

        private final int hash;

        Key(Operation operation, @Nullable ReferenceQueue<Operation> queue) {
            super(operation, queue);
            this.hash = System.identityHashCode(operation);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            Operation operation = get();
            return this == other || (operation != null && other instanceof Key key && key.refersTo(operation));
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
