package io.github.idempotency.test;

import io.github.idempotency.test.FlakyStore.Verb;
import java.util.ArrayDeque;
import java.util.Deque;

/** The faults ordered for one verb and not used up yet; thread-safe. */
final class Faults {

    private static final Fault NONE = new Fault.None();

    private final Verb verb;
    private final Deque<Ordered> ordered = new ArrayDeque<>();
    private final Deque<Gate> gates = new ArrayDeque<>();

    Faults(Verb verb) {
        this.verb = verb;
    }

    Verb verb() {
        return verb;
    }

    synchronized void add(Fault fault, int times) {
        ordered.add(new Ordered(fault, times));
        if (fault instanceof Fault.Hang hang) {
            gates.add(hang.gate());
        }
    }

    synchronized Fault next() {
        Ordered first = ordered.poll();
        if (first == null) {
            return NONE;
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
