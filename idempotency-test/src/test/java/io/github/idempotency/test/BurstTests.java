package io.github.idempotency.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BurstTests {

    @Test
    void allCallsAreUnderWayAtTheSameTime() {
        CyclicBarrier together = new CyclicBarrier(20);

        BurstResults<Integer> results = Burst.of(20).call(() -> together.await(10, TimeUnit.SECONDS));

        assertThat(results.values()).hasSize(20);
        assertThat(results.failures()).isEmpty();
    }

    @Test
    void equalValuesAreOne() {
        BurstResults<String> results = Burst.of(5).callEach(number -> () -> number < 4 ? "first" : "last");

        assertThat(results.values()).hasSize(5);
        assertThat(results.distinctValues()).containsExactlyInAnyOrder("first", "last");
        assertThat(results).hasToString("5 returned [first, last], 0 threw []");
    }

    @Test
    void nullIsAValue() {
        BurstResults<Object> results = Burst.of(2).call(() -> null);

        assertThat(results.values()).containsExactly(null, null);
    }

    @Test
    void whatCallsThrowIsKept() {
        AtomicInteger calls = new AtomicInteger();

        BurstResults<String> results = Burst.of(3).call(() -> {
            switch (calls.incrementAndGet()) {
                case 1 -> throw new IOException("cut off");
                case 2 -> throw new IllegalStateException("wrong");
                default -> {
                    return "done";
                }
            }
        });

        assertThat(results.values()).containsExactly("done");
        assertThat(results.failures()).hasSize(2);
        assertThat(results.failures(IOException.class))
                .singleElement()
                .satisfies(e -> assertThat(e).hasMessage("cut off"));
    }

    @Test
    void failuresDoNotPassWhereEveryCallIsToReturn() {
        AtomicInteger calls = new AtomicInteger();

        BurstResults<String> results = Burst.of(5).call(() -> {
            if (calls.getAndIncrement() > 0) {
                throw new IllegalStateException("charged twice");
            }
            return "receipt";
        });

        assertThatThrownBy(results::allReturned)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expected every call to return, but 1 returned [receipt], 4 threw")
                .satisfies(error -> assertThat(error.getSuppressed()).hasSize(4));
    }

    @Test
    void whereEveryCallReturnedNothingIsLost() {
        BurstResults<String> results = Burst.of(2).call(() -> "receipt");

        assertThat(results.allReturned()).isSameAs(results);
    }

    @Test
    void anAssertionThatFailsInACallFailsTheBurst() {
        assertThatThrownBy(() -> Burst.of(3).callEach(number -> () -> {
                    if (number > 0) {
                        throw new AssertionError("wrong answer " + number);
                    }
                    return "right";
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessage("wrong answer 1")
                .satisfies(error -> assertThat(error.getSuppressed())
                        .singleElement()
                        .satisfies(other -> assertThat(other).hasMessage("wrong answer 2")));
    }

    @Test
    void aCallThatDoesNotEndFailsTheBurstAndIsInterrupted() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(2);

        assertThatThrownBy(() -> Burst.of(2).within(Duration.ofMillis(300)).call(() -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return "late";
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no answer within PT0.3S");

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void oneCallIsNoBurst() {
        assertThatIllegalArgumentException().isThrownBy(() -> Burst.of(1));
    }
}
