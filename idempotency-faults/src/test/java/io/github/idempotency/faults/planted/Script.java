package io.github.idempotency.faults.planted;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What becomes of an execution: where it stops until it is told to go on, and whether it fails. */
final class Script {

    /** Places to stop at. */
    enum Place {
        /** The claim is granted. */
        CLAIMED,
        /** Who is careful has been told that the claim is still there; next is the effect. */
        SURE
    }

    /** Never stops, and asks the store nothing before its effect, as most applications do. */
    static final Script PLAIN = new Script(null, false);

    private final @Nullable Place place;
    private final boolean fails;
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    private Script(@Nullable Place place, boolean fails) {
        this.place = place;
        this.fails = fails;
    }

    static Script stoppingAt(Place place) {
        return new Script(place, false);
    }

    /** Stops when its claim is granted, and fails when it goes on. */
    static Script failing() {
        return new Script(Place.CLAIMED, true);
    }

    /** Whether it asks if its claim is still there before it has its effect. */
    boolean isCareful() {
        return place != null;
    }

    boolean fails() {
        return fails;
    }

    void pause(Place reached) {
        if (reached == place) {
            arrived.countDown();
            await(goOn);
        }
    }

    void awaitArrival() {
        await(arrived);
    }

    void goOn() {
        goOn.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody came");
            }
        } catch (InterruptedException e) {
            throw new Crash();
        }
    }
}
