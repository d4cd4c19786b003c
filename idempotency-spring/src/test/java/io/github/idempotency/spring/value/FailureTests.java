package io.github.idempotency.spring.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import io.github.idempotency.ReplayedFailureException;
import io.github.idempotency.WhenFails;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.scene.Effects;
import io.github.idempotency.spring.scene.Scene;
import io.github.idempotency.spring.value.Failures.Busy;
import io.github.idempotency.spring.value.Failures.Declined;
import io.github.idempotency.spring.value.Failures.DeclinedForever;
import io.github.idempotency.spring.value.Failures.Fixed;
import io.github.idempotency.spring.value.Failures.Numbered;
import io.github.idempotency.spring.value.Failures.OutOfStock;
import io.github.idempotency.spring.value.Failures.Speechless;
import java.io.IOException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an exception does to the key, and which exception a repetition gets. */
class FailureTests {

    private static final String MESSAGE = "no more \u20ac";

    static class Shop {
        @Idempotent(key = "#id")
        public int releases(String id, RuntimeException failure) {
            return run(failure);
        }

        @Idempotent(key = "#id", whenFails = WhenFails.STORE)
        public int stores(String id, RuntimeException failure) {
            return run(failure);
        }

        @Idempotent(key = "#id", whenFails = WhenFails.HOLD)
        public int holds(String id, RuntimeException failure) {
            return run(failure);
        }

        @Idempotent(key = "#id", recordFailures = Declined.class)
        public int records(String id, RuntimeException failure) {
            return run(failure);
        }

        @Idempotent(key = "#id", whenFails = WhenFails.HOLD, recordFailures = Declined.class)
        public int recordsOrHolds(String id, RuntimeException failure) {
            return run(failure);
        }

        @Idempotent(key = "#id", recordFailures = IOException.class)
        public int recordsChecked(String id) throws IOException, Busy {
            Effects.next();
            throw new IOException(MESSAGE);
        }

        @Idempotent(key = "#id", whenFails = WhenFails.STORE)
        public int storesDeclared(String id) throws IOException, Busy {
            Effects.next();
            throw new Busy(MESSAGE);
        }

        private static int run(RuntimeException failure) {
            int effect = Effects.next();
            if (failure != null) {
                throw failure;
            }
            return effect;
        }
    }

    private final Scene scene = Scene.of(Shop.class);
    private final Shop shop = scene.bean(Shop.class);

    @BeforeEach
    void reset() {
        Effects.reset();
    }

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void aFailureFreesTheKey() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> shop.releases("a", new IllegalStateException(MESSAGE)));

        assertThat(shop.releases("a", null)).isEqualTo(2);
        assertThat(shop.releases("a", null)).isEqualTo(2);
    }

    @Test
    void theFirstCallerGetsTheVeryException() {
        RuntimeException failure = new Declined(MESSAGE);

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> shop.releases("a", failure),
                () -> shop.stores("a", failure),
                () -> shop.holds("a", failure),
                () -> shop.records("a", failure))) {
            assertThat(catchThrowable(call)).isSameAs(failure);
        }
    }

    @Test
    void aStoredFailureIsRepeatedAndTheCodeIsNot() {
        for (int i = 0; i < 2; i++) {
            Throwable replayed = failureOf(() -> shop.stores("a", new IllegalStateException(MESSAGE)));
            assertThat(replayed).hasMessage(MESSAGE);
        }
        assertThat(Effects.count()).isEqualTo(1);
    }

    @Test
    void aStoredFailureThatIsNotDeclaredComesBackUnderItsNameOnly() {
        failureOf(() -> shop.stores("a", new IllegalStateException(MESSAGE)));

        assertThatExceptionOfType(ReplayedFailureException.class)
                .isThrownBy(() -> shop.stores("a", null))
                .withMessage(MESSAGE)
                .satisfies(e -> assertThat(e.originalType()).isEqualTo("java.lang.IllegalStateException"));
    }

    @Test
    void aHeldFailureIsNeverRepeatedByItself() {
        failureOf(() -> shop.holds("a", new IllegalStateException(MESSAGE)));

        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> shop.holds("a", null))
                .satisfies(e -> assertThat(e.rejection()).isEqualTo(Rejection.OUTCOME_UNKNOWN));
        assertThat(Effects.count()).isEqualTo(1);
    }

    @Test
    void aFailureThatIsAnAnswerIsReplayedAsItself() {
        assertReplayedAs(Declined.class, new Declined(MESSAGE));
        assertReplayedAs(DeclinedForever.class, new DeclinedForever(MESSAGE, new IOException("cause")));
        assertReplayedAs(Fixed.class, new Fixed());
        assertReplayedAs(Declined.class, new Declined(null));
        assertReplayedAs(Declined.class, new Declined(""));
    }

    @Test
    void anExceptionThatCannotBeMadeFromItsMessageComesBackUnderItsNameOnly() {
        assertReplayedAs(ReplayedFailureException.class, new OutOfStock("bread"));
        assertReplayedAs(ReplayedFailureException.class, new Numbered(3));
        assertReplayedAs(ReplayedFailureException.class, new Declined(MESSAGE) {
            private static final long serialVersionUID = 1L;
        });
    }

    private void assertReplayedAs(Class<?> type, RuntimeException failure) {
        Effects.reset();
        String id = failure.getClass().getName() + failure.getMessage();
        assertThat(failureOf(() -> shop.records(id, failure))).isSameAs(failure);

        assertThat(failureOf(() -> shop.records(id, null)))
                .isExactlyInstanceOf(type)
                .isNotSameAs(failure)
                .hasMessage(failure.getMessage());
        assertThat(Effects.count()).isEqualTo(1);
    }

    @Test
    void anExceptionThatCannotSayItsMessageIsRecordedAllTheSame() {
        assertThat(failureOf(() -> shop.records("a", new Speechless()))).isInstanceOf(Speechless.class);

        assertThat(failureOf(() -> shop.records("a", null))).isInstanceOf(ReplayedFailureException.class);
        assertThat(Effects.count()).isEqualTo(1);
    }

    @Test
    void onlyTheFailuresThatAreAnswersAreRecorded() {
        failureOf(() -> shop.records("a", new IllegalStateException(MESSAGE)));
        assertThat(shop.records("a", null)).isEqualTo(2);

        failureOf(() -> shop.recordsOrHolds("a", new IllegalStateException(MESSAGE)));
        assertThatExceptionOfType(CallRejectedException.class).isThrownBy(() -> shop.recordsOrHolds("a", null));

        failureOf(() -> shop.recordsOrHolds("b", new Declined(MESSAGE)));
        assertThatExceptionOfType(Declined.class).isThrownBy(() -> shop.recordsOrHolds("b", null));
    }

    @Test
    void checkedExceptionsAreReplayedAsThemselves() {
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> shop.recordsChecked("a"))
                    .withMessage(MESSAGE);
            assertThatExceptionOfType(Busy.class)
                    .isThrownBy(() -> shop.storesDeclared("a"))
                    .withMessage(MESSAGE);
        }
        assertThat(Effects.count()).isEqualTo(2);
    }

    @Test
    void theRefusalOfAnInnerCallIsNoAnswer() {
        CallRejectedException refusal = new CallRejectedException(Rejection.IN_PROGRESS, "busy");
        for (RuntimeException failure : List.of(refusal, new Declined("wrapped"))) {
            Effects.reset();
            if (!failure.equals(refusal)) {
                failure.initCause(refusal);
            }
            String id = failure.getMessage();
            assertThat(failureOf(() -> shop.stores(id, failure))).isSameAs(failure);
            assertThat(failureOf(() -> shop.records(id, failure))).isSameAs(failure);

            assertThat(shop.stores(id, null)).isEqualTo(3);
            assertThat(shop.records(id, null)).isEqualTo(4);
        }
    }

    private static Throwable failureOf(ThrowingCallable call) {
        Throwable failure = catchThrowable(call);
        assertThat(failure).isNotNull();
        return failure;
    }
}
