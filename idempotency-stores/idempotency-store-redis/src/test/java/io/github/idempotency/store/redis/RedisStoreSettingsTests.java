package io.github.idempotency.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RedisStoreSettingsTests {

    private final RedisStoreSettings defaults = RedisStoreSettings.defaults();

    @Test
    void theDefaultsAreTheDocumentedOnes() {
        assertThat(defaults.keyPrefix()).isEqualTo("idempotency:");
        assertThat(defaults.timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(defaults.maxPayloadBytes()).isEqualTo(16 * 1024 * 1024);
        assertThat(defaults.waitForReplicas()).isZero();
    }

    @Test
    void anEmptyPrefixIsRefused() {
        assertThatThrownBy(() -> defaults.withKeyPrefix(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not be empty");
    }

    @Test
    void aTimeoutThatNobodyCanKeepIsRefused() {
        assertThatThrownBy(() -> defaults.withTimeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> defaults.withTimeout(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be positive");
    }

    @Test
    void aPayloadLimitThatRedisCannotKeepIsRefused() {
        assertThatThrownBy(() -> defaults.withMaxPayloadBytes(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> defaults.withMaxPayloadBytes(RedisStoreSettings.MAX_PAYLOAD_BYTES + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("between 1 and");
    }

    @Test
    void aNegativeNumberOfReplicasIsRefused() {
        assertThatThrownBy(() -> defaults.withWaitForReplicas(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 is for none");
    }

    @Test
    void replicasHaveAQuarterOfTheTimeoutAndNeverForEver() {
        assertThat(ReplicaWait.of(defaults.withWaitForReplicas(1)))
                .isEqualTo(new ReplicaWait(1, Duration.ofMillis(500)));
        assertThat(ReplicaWait.of(defaults.withTimeout(Duration.ofMillis(1))).millis())
                .isEqualTo(1);
    }
}
