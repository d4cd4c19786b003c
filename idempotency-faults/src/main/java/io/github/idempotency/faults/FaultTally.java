package io.github.idempotency.faults;

import java.util.EnumMap;
import java.util.Map;

/** Counts faults. Thread-safe. */
final class FaultTally {

    private final Map<FaultKind, Integer> injected = new EnumMap<>(FaultKind.class);
    private final Map<FaultKind, Integer> struck = new EnumMap<>(FaultKind.class);
    private final Map<FaultKind, Integer> failed = new EnumMap<>(FaultKind.class);

    /** @param hit whether something met it, such as a connection that was cut */
    synchronized void injected(FaultKind kind, boolean hit) {
        injected.merge(kind, 1, Integer::sum);
        if (hit) {
            struck.merge(kind, 1, Integer::sum);
        }
    }

    /** The fault could not be brought about, for example because the process was not there. */
    synchronized void failed(FaultKind kind, Exception why) {
        failed.merge(kind, 1, Integer::sum);
        System.out.println("The fault " + kind + " was not brought about: " + why);
    }

    synchronized int total() {
        return injected.values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized Map<FaultKind, Integer> injected() {
        return new EnumMap<>(injected);
    }

    synchronized Map<FaultKind, Integer> struck() {
        return new EnumMap<>(struck);
    }

    synchronized Map<FaultKind, Integer> failed() {
        return new EnumMap<>(failed);
    }
}
