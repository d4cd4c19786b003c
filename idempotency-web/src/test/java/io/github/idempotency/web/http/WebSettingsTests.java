package io.github.idempotency.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that cannot work are refused, and those at the limit are not. */
class WebSettingsTests {

    @Test
    void aHeaderNeedsAName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.with().names(" ", "Replayed").build())
                .withMessageContaining("idempotency.web.header");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.with().names("Key", "").build())
                .withMessageContaining("idempotency.web.replay-header");
    }

    @Test
    void aLimitIsNotNegative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.with().limits(-1, 0).build())
                .withMessageContaining("idempotency.web.max-request-size");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.with().limits(0, -1).build())
                .withMessageContaining("idempotency.web.max-response-size");
        assertThatCode(() -> Settings.with().limits(0, 0).build()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {399, 500, 200})
    void aReusedKeyIsTheClientsMistake(int status) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.with().reusedStatus(status).build())
                .withMessageContaining("idempotency.web.key-reused-status")
                .withMessageContaining("it is " + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 499})
    void aReusedKeyMayHaveAnyStatusOfClients(int status) {
        assertThat(Settings.with().reusedStatus(status).build().keyReusedStatus())
                .isEqualTo(status);
    }

    @Test
    void someKeyHasToFitTheLengths() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyRules(KeySyntax.STRICT, 0, 10, null))
                .withMessageContaining("idempotency.web.key-min-length (0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyRules(KeySyntax.STRICT, 11, 10, null))
                .withMessageContaining("idempotency.web.key-max-length (10)");
        assertThat(new KeyRules(KeySyntax.LENIENT, 10, 10, Pattern.compile("x")).maxLength())
                .isEqualTo(10);
    }
}
