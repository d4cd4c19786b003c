package io.github.idempotency.spring.operator;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.spring.operation.StepKeys;
import io.github.idempotency.spring.operator.OperatorException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the record an operator means, under every identity the key can have. Thread-safe. */
final class RecordFinder {

    private final InspectedStores stores;
    private final Supplier<List<OperatorDoor>> doors;
    private final String namespace;

    RecordFinder(InspectedStores stores, Supplier<List<OperatorDoor>> doors, String namespace) {
        this.stores = stores;
        this.doors = doors;
        this.namespace = namespace;
    }

    /** @throws OperatorException if there is no such record, there are several, or one cannot be read */
    FoundRecord find(RecordSearch search) {
        return only(search, look(search));
    }

    /**
     * What is kept under every identity the key can have.
     *
     * @throws OperatorException if one of the stores did not answer: then nobody knows what is in it
     */
    Sighting look(RecordSearch search) {
        List<FoundRecord> found = new ArrayList<>();
        List<UnreadRecord> unread = new ArrayList<>();
        List<IdempotencyKey> identities = identities(search);
        stores.inspectors(search.store())
                .forEach((store, inspector) -> identities.forEach(identity -> {
                    try {
                        InspectedStores.ask(store, inspector, records -> records.find(identity))
                                .ifPresent(view -> found.add(new FoundRecord(store, view)));
                    } catch (OperatorException e) {
                        if (e.reason() != Reason.UNREADABLE) {
                            throw e;
                        }
                        unread.add(new UnreadRecord(store, inspector, identity, e));
                    }
                }));
        return new Sighting(found, unread);
    }

    /** @throws OperatorException as {@link #find} */
    FoundRecord only(RecordSearch search, Sighting sighting) {
        if (!sighting.unread().isEmpty()) {
            throw sighting.unread().get(0).why();
        }
        List<FoundRecord> found = sighting.found();
        List<FoundRecord> meant = found.stream()
                .filter(record -> isOf(search.key(), record.view().operation()))
                .toList();
        List<FoundRecord> chosen = meant.isEmpty() ? found : meant;
        if (chosen.isEmpty()) {
            throw new OperatorException(Reason.NOT_FOUND, nothing(search), hints(search), null);
        }
        if (chosen.size() > 1) {
            throw new OperatorException(
                    Reason.CONFLICT,
                    "Several records have this key. Ask for one of them by 'digest' and 'store'.",
                    chosen.stream()
                            .map(record -> record.view().operation() + " in the store '" + record.store() + "': digest="
                                    + record.view().key().hex())
                            .toList(),
                    null);
        }
        return chosen.get(0);
    }

    /** Whether the record is that of the operation that was asked for, and not of another that shares its keys. */
    static boolean isOf(@Nullable KeySearch search, String operation) {
        return search == null
                || operation.equals(
                        search.step() == null ? search.operation() : StepKeys.operation(search.operation()));
    }

    /** The door whose calls have this identity for the key that was asked for, or {@code null} if a digest was. */
    @Nullable
    OperatorDoor door(RecordSearch search, IdempotencyKey identity) {
        KeySearch key = search.key();
        return key == null
                ? null
                : doors.get().stream()
                        .filter(door -> identities(door, key).anyMatch(identity::equals))
                        .findFirst()
                        .orElse(null);
    }

    private List<IdempotencyKey> identities(RecordSearch search) {
        KeySearch key = search.key();
        if (key == null) {
            IdempotencyKey identity = search.identity();
            return identity == null ? List.of() : List.of(identity);
        }
        return doors.get().stream()
                .flatMap(door -> identities(door, key))
                .distinct()
                .toList();
    }

    private static Stream<IdempotencyKey> identities(OperatorDoor door, KeySearch key) {
        String step = key.step();
        return door.identities(key).stream().map(identity -> step == null ? identity : StepKeys.of(identity, step));
    }

    private static String nothing(RecordSearch search) {
        KeySearch key = search.key();
        if (key == null) {
            return "There is no record with this digest.";
        }
        return "There is no record of '" + key.operation() + "' with this key"
                + (key.step() == null ? "" : " and step") + ", used by "
                + (key.principal().isEmpty()
                        ? "callers that are not authenticated."
                        : "the principal '" + key.principal() + "'.");
    }

    private List<String> hints(RecordSearch search) {
        List<String> hints = new ArrayList<>();
        KeySearch key = search.key();
        if (key != null) {
            boolean known = doors.get().stream()
                    .flatMap(door -> door.operations().stream())
                    .anyMatch(operation -> operation.name().equals(key.operation()));
            if (!known) {
                hints.add("This process knows no operation of this name yet; the overview lists those it knows.");
            }
            doors.get().forEach(door -> hints.addAll(door.hints(key)));
            hints.add(
                    "Keys belong to a namespace, here '" + namespace
                            + "' (idempotency.namespace, or else spring.application.name): ask the application that was called.");
        }
        hints.add(
                "A record is gone when its call freed the key, when its retention has ended, or when somebody deleted it.");
        List<String> closed = stores.closed();
        if (search.store() == null && !closed.isEmpty()) {
            hints.add("These stores cannot be looked into: " + String.join(", ", closed) + ".");
        }
        return hints;
    }
}
