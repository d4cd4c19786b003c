package io.github.idempotency.faults.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** What was broken, and when, so that it can be asked quickly for single keys. */
final class Outages {

    private final List<Outage> byBegin;
    private final long[] latestEndSoFar;

    Outages(List<Outage> outages) {
        byBegin = outages.stream()
                .sorted(Comparator.comparingLong(Outage::fromNanos))
                .toList();
        latestEndSoFar = new long[byBegin.size()];
        long latest = Long.MIN_VALUE;
        for (int i = 0; i < latestEndSoFar.length; i++) {
            latest = Math.max(latest, byBegin.get(i).toNanos());
            latestEndSoFar[i] = latest;
        }
    }

    /** Whether the store or one of the processes was broken at any time in this span, both ends included. */
    boolean touch(Set<String> processes, long fromNanos, long toNanos) {
        return !within(processes, fromNanos, toNanos).isEmpty();
    }

    /** What was broken in this span, the latest first. */
    List<Outage> within(Set<String> processes, long fromNanos, long toNanos) {
        List<Outage> found = new ArrayList<>();
        for (int i = begunBy(toNanos) - 1; i >= 0 && latestEndSoFar[i] >= fromNanos; i--) {
            Outage each = byBegin.get(i);
            if (each.toNanos() >= fromNanos && concerns(each, processes)) {
                found.add(each);
            }
        }
        return found;
    }

    /**
     * The moment up to which an owner that was last seen alive at the given one may have kept its claim alive: while it
     * is frozen, or the store away, it neither loses nor ends it, and it goes on with it afterwards.
     *
     * @param reachNanos how long a claim outlives its owner, and an owner its last sign of life
     */
    long lastSignOfLife(Set<String> processes, long nanos, long reachNanos) {
        long last = nanos;
        for (Outage each : byBegin) {
            if (each.fromNanos() > last + reachNanos) {
                break;
            }
            if (concerns(each, processes)) {
                last = Math.max(last, each.toNanos());
            }
        }
        return last;
    }

    private int begunBy(long nanos) {
        int low = 0;
        int high = byBegin.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (byBegin.get(middle).fromNanos() <= nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static boolean concerns(Outage outage, Set<String> processes) {
        return outage.target().equals(Outage.STORE) || processes.contains(outage.target());
    }
}
