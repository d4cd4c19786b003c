package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallPolicyTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void aLeaseTooShortToBeRenewedIsRefused() {
        assertThat(TestCall.of("k").lease(Duration.ofMillis(100)).policy().lease())
                .hasMillis(100);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestCall.of("k").lease(Duration.ofMillis(99)).policy())
                .withMessageContaining("0.099s")
                .withMessageContaining("Choose");
    }

    @Test
    void aRetentionShorterThanTheLeaseIsRefused() {
        assertThat(TestCall.of("k").lease(SECOND).retention(SECOND).policy().retention())
                .isEqualTo(SECOND);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestCall.of("k")
                        .lease(SECOND.plusNanos(1))
                        .retention(SECOND)
                        .policy())
                .withMessageContaining("Raise retention or lower lease");
    }

    @Test
    void waitingNeedsATimeToWait() {
        assertThat(TestCall.of("k").policy().maxWait()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestCall.of("k").waiting(Duration.ZERO).policy())
                .withMessageContaining("max-wait");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestCall.of("k").waiting(SECOND.negated()).policy())
                .withMessageContaining("-1s");
    }

    @Test
    void theEnginesSettingsMakeSense() {
        assertThat(EngineSettings.DEFAULTS)
                .isEqualTo(new EngineSettings(Duration.ofSeconds(2), Duration.ofMinutes(15), 100, 1_000));
        assertThatIllegalArgumentException().isThrownBy(() -> new EngineSettings(Duration.ZERO, SECOND, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new EngineSettings(SECOND, Duration.ZERO, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new EngineSettings(SECOND, SECOND.negated(), 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new EngineSettings(SECOND, SECOND, -1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new EngineSettings(SECOND, SECOND, 1, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new EngineSettings(SECOND, SECOND, 1, 1, -1));
    }

    @Test
    void aCallMayAskNotToBeRecordedOrToBeKeptForAnotherTime() {
        CallControl control = new CallControl();
        assertThat(control.recording()).isTrue();
        assertThat(control.retentionOr(SECOND)).isEqualTo(SECOND);

        control.doNotRecord();
        control.retainFor(Duration.ofMillis(1));

        assertThat(control.recording()).isFalse();
        assertThat(control.retentionOr(SECOND)).hasMillis(1);
    }

    @Test
    void aTimeTooShortForAStoreToKeepIsRefused() {
        CallControl control = new CallControl();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> control.retainFor(Duration.ofNanos(999_999)))
                .withMessageContaining("doNotRecord");
        assertThatIllegalArgumentException().isThrownBy(() -> control.retainFor(SECOND.negated()));
    }
}
