package io.github.idempotency.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaffeineSettledRecordsTests {

    private static final int KILOBYTE = 1_024;
    private static final long MAX_BYTES = 64L * KILOBYTE;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofHours(24);
    private static final IdempotencyKey KEY = IdempotencyKey.of("payment-1");

    // Close to where the clock's numbers turn negative, as they may.
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final CaffeineSettledRecords records = new CaffeineSettledRecords(MAX_BYTES, MINUTE, nanos::get);

    @Test
    void aRecordIsFoundAsItWas() {
        Claim.Settled failed =
                new Claim.Settled(Fingerprint.of("asked"), Outcome.of(Outcome.Kind.FAILURE, new byte[] {1, 2, 3}));

        records.keep(KEY, failed, nanos.get(), DAY);

        assertThat(records.find(KEY)).isEqualTo(failed);
        assertThat(records.find(IdempotencyKey.of("payment-2"))).isNull();
    }

    @Test
    void theTimeToLiveEndsIt() {
        records.keep(KEY, settled(10), nanos.get(), DAY);

        pass(MINUTE.minusNanos(1));
        assertThat(records.find(KEY)).isNotNull();
        pass(Duration.ofNanos(1));
        assertThat(records.find(KEY)).isNull();
    }

    @Test
    void theRetentionEndsItEarlier() {
        records.keep(KEY, settled(10), nanos.get(), Duration.ofSeconds(5));

        pass(Duration.ofSeconds(5).minusNanos(1));
        assertThat(records.find(KEY)).isNotNull();
        pass(Duration.ofNanos(1));
        assertThat(records.find(KEY)).isNull();
    }

    @Test
    void itsTimeRunsFromBeforeTheStoreWasTold() {
        long told = nanos.get();
        pass(Duration.ofSeconds(4));
        records.keep(KEY, settled(10), told, Duration.ofSeconds(5));

        assertThat(records.find(KEY)).isNotNull();
        pass(Duration.ofSeconds(1));
        assertThat(records.find(KEY)).isNull();
    }

    @Test
    void whatTookLongerThanItsRetentionIsNotFoundAtAll() {
        long told = nanos.get();
        pass(Duration.ofSeconds(6));
        records.keep(KEY, settled(10), told, Duration.ofSeconds(5));

        assertThat(records.find(KEY)).isNull();
    }

    @Test
    void readingDoesNotMakeItLiveLonger() {
        records.keep(KEY, settled(10), nanos.get(), DAY);

        for (int i = 0; i < 59; i++) {
            pass(Duration.ofSeconds(1));
            assertThat(records.find(KEY)).isNotNull();
        }
        pass(Duration.ofSeconds(1));
        assertThat(records.find(KEY)).isNull();
    }

    @Test
    void aRetentionWithoutEndIsNoTrouble() {
        records.keep(KEY, settled(10), nanos.get(), Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(records.find(KEY)).isNotNull();
    }

    @Test
    void aLaterRecordReplacesAnEarlierOne() {
        records.keep(KEY, settled(10), nanos.get(), Duration.ofSeconds(5));
        pass(Duration.ofSeconds(5));
        records.keep(KEY, settled(11), nanos.get(), DAY);
        pass(Duration.ofSeconds(30));

        assertThat(records.find(KEY)).isEqualTo(settled(11));
    }

    @Test
    void whatIsForgottenIsNotFound() {
        records.keep(KEY, settled(10), nanos.get(), DAY);

        records.forget(KEY);

        assertThat(records.find(KEY)).isNull();
    }

    @Test
    void nobodyElseCanChangeAnAnswer() {
        byte[] payload = {1, 2, 3};
        records.keep(KEY, new Claim.Settled(Fingerprint.NONE, Outcome.result(payload)), nanos.get(), DAY);

        payload[0] = 9;
        payloadOf(KEY)[1] = 9;

        assertThat(payloadOf(KEY)).containsExactly(1, 2, 3);
    }

    @Test
    void theBytesOfAllTogetherAreBounded() {
        IntStream.range(0, 1_000)
                .forEach(i -> records.keep(IdempotencyKey.of("key-" + i), settled(KILOBYTE), nanos.get(), DAY));

        long found = IntStream.range(0, 1_000)
                .filter(i -> records.find(IdempotencyKey.of("key-" + i)) != null)
                .count();
        assertThat(found).isBetween(1L, MAX_BYTES / KILOBYTE);
    }

    @Test
    void recordsWithoutAnyBytesTakeRoomToo() {
        IntStream.range(0, 1_000)
                .forEach(i -> records.keep(IdempotencyKey.of("key-" + i), settled(0), nanos.get(), DAY));

        assertThat(records.cache().estimatedSize()).isBetween(1L, MAX_BYTES / KeptRecord.OVERHEAD_BYTES);
    }

    @Test
    void aRecordThatWouldDriveOutTooManyOthersIsNotKept() {
        int largest = (int) MAX_BYTES / 8 - KeptRecord.OVERHEAD_BYTES;

        records.keep(KEY, settled(largest + 1), nanos.get(), DAY);
        assertThat(records.find(KEY)).isNull();

        records.keep(KEY, settled(largest), nanos.get(), DAY);
        assertThat(records.find(KEY)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void withoutRoomOrTimeThereIsNone(long amount) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CaffeineSettledRecords(amount, MINUTE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CaffeineSettledRecords(MAX_BYTES, Duration.ofNanos(amount)));
    }

    private byte[] payloadOf(IdempotencyKey key) {
        Claim.Settled found = records.find(key);
        assertThat(found).isNotNull();
        return found.outcome().payload();
    }

    private void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    private static Claim.Settled settled(int bytes) {
        return new Claim.Settled(Fingerprint.of("asked"), Outcome.result(new byte[bytes]));
    }
}
