package io.github.idempotency.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class OptionsTests {

    @Test
    void aRunEndsOnceRequestsAndFaultsAreBothReached() {
        Options options = Options.parse("--product", "redis", "--requests", "100", "--faults", "5");
        assertThat(options.reached(100, 4)).isFalse();
        assertThat(options.reached(99, 5)).isFalse();
        assertThat(options.reached(100, 5)).isTrue();
    }

    @Test
    void aRunWithoutGoalsLastsAsLongAsItIsTold() {
        assertThat(Options.parse("--product", "redis", "--seconds", "30").hasGoals())
                .isFalse();
    }

    @Test
    void whatIsNotKnownIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Options.parse("--product", "mysql"));
        assertThatIllegalArgumentException().isThrownBy(() -> Options.parse("--product", "redis", "--sed", "7"));
        assertThatIllegalArgumentException().isThrownBy(() -> Options.parse("--product"));
        assertThatIllegalArgumentException().isThrownBy(() -> Options.parse("--seed", "7"));
    }
}
