package io.github.idempotency.test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the calls of a {@link Burst} came to, in no particular order. Immutable. */
public final class BurstResults<T extends @Nullable Object> {

    private final List<T> values;
    private final List<Throwable> failures;

    BurstResults(List<T> values, List<Throwable> failures) {
        this.values = Collections.unmodifiableList(new ArrayList<>(values));
        this.failures = List.copyOf(failures);
    }

    /**
     * These results, if every call returned.
     *
     * @throws AssertionError if one failed; with all failures
     */
    public BurstResults<T> allReturned() {
        if (!failures.isEmpty()) {
            AssertionError error = new AssertionError("Expected every call to return, but " + this);
            failures.forEach(error::addSuppressed);
            throw error;
        }
        return this;
    }

    /** What the calls returned that did not fail. */
    public List<T> values() {
        return values;
    }

    /** What the calls returned that did not fail, each value once; values are compared with {@code equals}. */
    public Set<T> distinctValues() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }

    /** What the calls threw; no failed assertions, which fail the burst. */
    public List<Throwable> failures() {
        return failures;
    }

    /** What the calls threw of one type. */
    public <E extends Throwable> List<E> failures(Class<E> type) {
        return failures.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public String toString() {
        return values.size() + " returned " + distinctValues() + ", " + failures.size() + " threw " + failures;
    }
}
