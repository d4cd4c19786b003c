package io.github.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomeTests {

    @Test
    void outcomesAreEqualByKindAndContent() {
        assertThat(Outcome.result(new byte[] {1}))
                .isEqualTo(Outcome.result(new byte[] {1}))
                .hasSameHashCodeAs(Outcome.result(new byte[] {1}))
                .isNotEqualTo(Outcome.result(new byte[] {2}))
                .isNotEqualTo(Outcome.failure(new byte[] {1}));
        assertThat(Outcome.unknown()).isEqualTo(Outcome.unknown()).isNotEqualTo(Outcome.unrecorded());
    }

    @Test
    void itShowsItsKindAndSizeAndNeverItsPayload() {
        assertThat(Outcome.result("4111-1111".getBytes(StandardCharsets.UTF_8))).hasToString("RESULT (9 bytes)");
    }

    @ParameterizedTest
    @EnumSource(Outcome.Kind.class)
    void everyKindIsRestoredFromItsCode(Outcome.Kind kind) {
        assertThat(Outcome.Kind.fromCode(kind.code())).isEqualTo(kind);
    }

    @Test
    void theCodesStayAsTheyAreBecauseRecordsOutliveReleases() {
        assertThat(Outcome.Kind.values()).extracting(Outcome.Kind::code).containsExactly('R', 'F', 'U', 'X');
    }

    @Test
    void aCodeNobodyKnowsIsNotGuessed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Outcome.Kind.fromCode('Z'))
                .withMessageContaining("code");
    }
}
