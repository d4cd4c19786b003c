package io.github.idempotency.test;

import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.test.FlakyStore.Verb;
import java.time.Duration;
import java.util.function.Supplier;

/** What goes wrong with one call. */
sealed interface Fault {

    void before(Verb verb);

    void after(Verb verb);

    /** Nothing goes wrong. */
    record None() implements Fault {
        @Override
        public void before(Verb verb) {}

        @Override
        public void after(Verb verb) {}
    }

    /** The store cannot be reached: the call fails and the delegate never hears of it. */
    record Refusal() implements Fault {
        @Override
        public void before(Verb verb) {
            throw new StoreUnavailableException("Flaky store: " + verb + " was refused", null);
        }

        @Override
        public void after(Verb verb) {}
    }

    /** The call fails as it is told to and the delegate never hears of it. */
    record Failure(Supplier<? extends RuntimeException> reason) implements Fault {
        @Override
        public void before(Verb verb) {
            throw reason.get();
        }

        @Override
        public void after(Verb verb) {}
    }

    /** The delegate acts, the caller gets an error. */
    record LostReply() implements Fault {
        @Override
        public void before(Verb verb) {}

        @Override
        public void after(Verb verb) {
            throw new StoreUnavailableException("Flaky store: the reply to " + verb + " was lost", null);
        }
    }

    /** The call takes its time before the delegate acts. */
    record Delay(Duration duration) implements Fault {
        @Override
        public void before(Verb verb) {
            Time.pass(duration);
        }

        @Override
        public void after(Verb verb) {}
    }

    /** The call waits at a gate before the delegate acts. */
    record Hang(Gate gate) implements Fault {
        @Override
        public void before(Verb verb) {
            gate.enter(verb);
        }

        @Override
        public void after(Verb verb) {}
    }
}
