package io.github.idempotency.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Owner;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Whatever a server answers, it is read as what it says or refused in one of the two ways callers know. */
class ReplyFuzzTests {

    private static final int HEADER = 46;
    private static final IdempotencyKey KEY = IdempotencyKey.of("a");
    private static final ClaimRequest REQUEST = new ClaimRequest(
            KEY, new Owner(1, 2), Fingerprint.NONE, "test", Duration.ofSeconds(1), Duration.ofSeconds(1), true);

    /** The value of a settled record, of which the script has looked at the format and the state. */
    @FuzzTest
    void aSettledRecordIsReadOrRefused(byte[] value) {
        Claim.Settled settled;
        try {
            settled = new StoredValue(Reply.of(KEY, List.of(5L, value)), value).settled();
        } catch (UnreadableRecordException e) {
            return;
        }
        byte[] fingerprint = settled.fingerprint().bytes();
        assertThat(Arrays.copyOfRange(value, HEADER, HEADER + fingerprint.length))
                .isEqualTo(fingerprint);
        assertThat(value)
                .hasSizeGreaterThanOrEqualTo(HEADER)
                .endsWith(settled.outcome().payload());
        assertThat((char) value[2]).isEqualTo(settled.outcome().kind().code());
    }

    @FuzzTest
    void aReplyIsReadOrRefused(byte[] input) {
        List<Object> parts = parts(ByteBuffer.wrap(input));
        assertReadOrRefused(() -> Answers.claim(Reply.of(KEY, parts), REQUEST));
        assertReadOrRefused(() -> Answers.view(Reply.of(KEY, parts), KEY));
    }

    private static void assertReadOrRefused(Supplier<Object> reading) {
        try {
            assertThat(reading.get()).isNotNull();
        } catch (StoreUnavailableException | UnreadableRecordException e) {
            assertThat(e).hasMessageContaining("Redis");
        }
    }

    /** A small number, a large one, or bytes with their length in front: by the two lowest bits. */
    private static List<Object> parts(ByteBuffer input) {
        List<Object> parts = new ArrayList<>();
        while (input.hasRemaining()) {
            int kind = input.get() & 3;
            if (kind == 0 && input.hasRemaining()) {
                parts.add((long) input.get());
            } else if (kind == 1 && input.remaining() >= Long.BYTES) {
                parts.add(input.getLong());
            } else if (input.hasRemaining()) {
                byte[] bytes = new byte[Math.min(input.get() & 0xff, input.remaining())];
                input.get(bytes);
                parts.add(bytes);
            }
        }
        return parts;
    }
}
