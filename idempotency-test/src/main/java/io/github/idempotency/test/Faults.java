package io.github.idempotency.test;

import java.util.ArrayDeque;
import java.util.Deque;

/** The faults that are ordered and not used up yet; thread-safe. */
final class Faults {

    private final Deque<Ordered> ordered = new ArrayDeque<>();
    private final Deque<Gate> gates = new ArrayDeque<>();

    synchronized void add(Fault fault, int times) {
        ordered.add(new Ordered(fault, times));
        if (fault instanceof Fault.Hang hang) {
            gates.add(hang.gate());
        }
    }

    /** The fault of the next call, or the given one if none is ordered. */
    synchronized Fault nextOr(Fault otherwise) {
        Ordered first = ordered.poll();
        if (first == null) {
            return otherwise;
        }
        if (first.times > 1) {
            ordered.addFirst(
                    new Ordered(first.fault, first.times == Integer.MAX_VALUE ? first.times : first.times - 1));
        }
        return first.fault;
    }

    synchronized void clear() {
        ordered.clear();
        gates.forEach(Gate::open);
        gates.clear();
    }

    private record Ordered(Fault fault, int times) {}
}
