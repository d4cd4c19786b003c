package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PurgePaceTests {

    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

    private final PurgePace pace = new PurgePace(500);

    @Test
    void batchesGrowUpToTheMostWhileTheyAreQuick() {
        for (int size : new int[] {50, 100, 200, 400, 500, 500}) {
            assertThat(pace.batchSize()).isEqualTo(size);
            pace.restAfter(MILLISECOND);
        }
    }

    @Test
    void theSizeSettlesWhereABatchLastsFiveMilliseconds() {
        for (int i = 0; i < 10; i++) {
            pace.restAfter(pace.batchSize() * MILLISECOND / 15);
        }
        assertThat(pace.batchSize()).isBetween(74, 75);
    }

    @Test
    void aSlowBatchIsFollowedByASmallerOneButNeverByOneThatIsNotWorthItsWhile() {
        grow();
        for (int size : new int[] {250, 125, 62, 50, 50}) {
            pace.restAfter(TimeUnit.SECONDS.toNanos(1));
            assertThat(pace.batchSize()).isEqualTo(size);
        }
    }

    @Test
    void aBatchThatFailedIsFollowedByASmallerOne() {
        grow();
        pace.failed();
        assertThat(pace.batchSize()).isEqualTo(250);
    }

    @Test
    void theRestIsAMultipleOfTheWork() {
        assertThat(pace.restAfter(MILLISECOND)).isEqualTo(9 * MILLISECOND);
        assertThat(pace.restAfter(20 * MILLISECOND)).isEqualTo(180 * MILLISECOND);
    }

    @Test
    void theRestIsBoundedSoThatThePurgeKeepsUpButNeverShorterThanTheWork() {
        assertThat(pace.restAfter(100 * MILLISECOND)).isEqualTo(250 * MILLISECOND);
        assertThat(pace.restAfter(1_000 * MILLISECOND)).isEqualTo(1_000 * MILLISECOND);
    }

    @Test
    void fewerThanTheSmallestBatchCanBeAskedFor() {
        PurgePace tiny = new PurgePace(7);
        tiny.restAfter(TimeUnit.SECONDS.toNanos(1));
        assertThat(tiny.batchSize()).isEqualTo(7);
        tiny.restAfter(1);
        assertThat(tiny.batchSize()).isEqualTo(7);
    }

    private void grow() {
        for (int i = 0; i < 10; i++) {
            pace.restAfter(1);
        }
    }
}
