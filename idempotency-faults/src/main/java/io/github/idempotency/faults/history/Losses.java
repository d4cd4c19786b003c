package io.github.idempotency.faults.history;

import java.util.Set;

/** Which owners of one operation may have lost their lease, or could not tell the store how they ended. */
final class Losses {

    private final Outages outages;
    private final Repeats repeats;
    private final long graceNanos;

    Losses(Outages outages, Repeats repeats, long graceNanos) {
        this.outages = outages;
        this.repeats = repeats;
        this.graceNanos = graceNanos;
    }

    /** Whether another call may have taken over by then. */
    boolean mayBeTakenOver(Call owner, long nanos) {
        return repeats != Repeats.NEVER && mayBeLost(owner, nanos);
    }

    /** Whether an outage may have kept the owner from renewing its lease by then. */
    boolean mayBeLost(Call owner, long nanos) {
        return touched(owner, nanos);
    }

    /** Whether the store may have taken the outcome only after the answer, or never. */
    boolean mayEndLate(Call owner) {
        return touched(owner, owner.endedNanos());
    }

    /** The consequences of an outage outlast it for the time in which connections are made anew. */
    private boolean touched(Call owner, long nanos) {
        return outages.touch(Set.of(owner.process()), owner.sentNanos() - graceNanos, nanos);
    }
}
