package io.github.idempotency.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClaimRequestTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void theRetentionMayBeAsShortAsTheLease() {
        assertThat(request("op", SECOND, SECOND).retention()).isEqualTo(SECOND);
    }

    @Test
    void aRetentionShorterThanTheLeaseIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request("op", SECOND, SECOND.minusNanos(1)))
                .withMessageContaining("retention");
    }

    @Test
    void aLeaseIsNeverShorterThanAMillisecond() {
        assertThat(request("op", Duration.ofMillis(1), SECOND).lease()).isEqualTo(Duration.ofMillis(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request("op", Duration.ofNanos(999_999), SECOND))
                .withMessageContaining("lease");
    }

    @Test
    void anOperationTooLongForAStoreIsRefused() {
        String longest = "x".repeat(ClaimRequest.MAX_OPERATION_LENGTH);

        assertThat(request(longest, SECOND, SECOND).operation()).isEqualTo(longest);
        assertThatIllegalArgumentException().isThrownBy(() -> request(longest + "x", SECOND, SECOND));
    }

    private static ClaimRequest request(String operation, Duration lease, Duration retention) {
        return new ClaimRequest(
                IdempotencyKey.of("k"), Owner.next(), Fingerprint.NONE, operation, lease, retention, true);
    }
}
