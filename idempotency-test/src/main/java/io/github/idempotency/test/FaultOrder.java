package io.github.idempotency.test;

import java.time.Duration;
import java.util.function.Supplier;

/** Orders what goes wrong with the next calls of one verb of a {@link FlakyStore} or of {@link StoreFaults}. */
public final class FaultOrder {

    private final Faults faults;
    private final int times;

    FaultOrder(Faults faults, int times) {
        this.faults = faults;
        this.times = times;
    }

    /**
     * For the given number of calls instead of one.
     *
     * @throws IllegalArgumentException if the number is less than one
     */
    public FaultOrder times(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("A fault is ordered for at least one call, not for " + number);
        }
        return new FaultOrder(faults, number);
    }

    /** For every call until the store is healed. */
    public FaultOrder always() {
        return new FaultOrder(faults, Integer.MAX_VALUE);
    }

    /** The store cannot be reached: an error, and nothing happens. */
    public void refuse() {
        faults.add(new Fault.Refusal(), times);
    }

    /** The given error, and nothing happens. */
    public void failWith(Supplier<? extends RuntimeException> error) {
        faults.add(new Fault.Failure(error), times);
    }

    /** The store acts and its reply is lost: an error, and it happened. */
    public void dropReply() {
        faults.add(new Fault.LostReply(), times);
    }

    /** The store acts after a while. */
    public void delay(Duration duration) {
        faults.add(new Fault.Delay(duration), times);
    }

    /** The store acts when the gate is opened, which is the same one for all calls of this order. */
    public Gate hang() {
        Gate gate = new Gate();
        faults.add(new Fault.Hang(gate), times);
        return gate;
    }
}
