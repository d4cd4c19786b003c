package io.github.idempotency.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.autoconfigure.support.Analyses;
import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.web.http.BodyFingerprint;
import io.github.idempotency.web.http.KeyScope;
import io.github.idempotency.web.http.KeySyntax;
import io.github.idempotency.web.http.UnsupportedKey;
import io.github.idempotency.web.http.WebSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class WebPropertiesTests {

    private final WebApplicationContextRunner app = Apps.web();

    @Test
    void theDefaultsAreThoseOfTheWebModule() {
        app.run(context -> assertThat(context.getBean(WebSettings.class)).isEqualTo(WebSettings.defaults()));
    }

    @Test
    void everyPropertyArrives() {
        app.withPropertyValues(
                        "idempotency.web.header=Key",
                        "idempotency.web.header-aliases=A,B",
                        "idempotency.web.key-syntax=strict",
                        "idempotency.web.key-min-length=16",
                        "idempotency.web.key-max-length=64",
                        "idempotency.web.key-pattern=[a-z]+",
                        "idempotency.web.key-scope=operation",
                        "idempotency.web.body-fingerprint=canonical-json",
                        "idempotency.web.fingerprint-headers=Accept",
                        "idempotency.web.max-request-size=1MB",
                        "idempotency.web.max-response-size=2MB",
                        "idempotency.web.replay-header=Again",
                        "idempotency.web.key-reused-status=409",
                        "idempotency.web.documentation-url=https://example.com/keys",
                        "idempotency.web.unsupported-key=reject",
                        "idempotency.web.unreplayed-headers=X-Quota")
                .run(context -> {
                    WebSettings settings = context.getBean(WebSettings.class);
                    assertThat(settings.header()).isEqualTo("Key");
                    assertThat(settings.headerAliases()).containsExactly("A", "B");
                    assertThat(settings.keyRules().syntax()).isEqualTo(KeySyntax.STRICT);
                    assertThat(settings.keyRules().minLength()).isEqualTo(16);
                    assertThat(settings.keyRules().maxLength()).isEqualTo(64);
                    assertThat(settings.keyRules().pattern()).hasToString("[a-z]+");
                    assertThat(settings.keyScope()).isEqualTo(KeyScope.OPERATION);
                    assertThat(settings.bodyFingerprint()).isEqualTo(BodyFingerprint.CANONICAL_JSON);
                    assertThat(settings.fingerprintHeaders()).containsExactly("Accept");
                    assertThat(settings.maxRequestBytes()).isEqualTo(1 << 20);
                    assertThat(settings.maxResponseBytes()).isEqualTo(2 << 20);
                    assertThat(settings.replayHeader()).isEqualTo("Again");
                    assertThat(settings.keyReusedStatus()).isEqualTo(409);
                    assertThat(settings.documentationUrl()).isEqualTo("https://example.com/keys");
                    assertThat(settings.unsupportedKey()).isEqualTo(UnsupportedKey.REJECT);
                    assertThat(settings.unreplayedHeaders()).containsExactly("X-Quota");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "header,             '',   name of a header",
        "replay-header,      '',   name of a header",
        "key-min-length,     0,    at least 1",
        "key-max-length,     0,    key-min-length",
        "key-reused-status,  200,  between 400 and 499",
        "max-request-size,   -1B,  between 0B",
        "max-response-size,  3GB,  between 0B"
    })
    void aValueThatCannotWorkStopsTheStart(String property, String value, String reason) {
        app.withPropertyValues("idempotency.web." + property + "=" + value)
                .run(context -> assertThat(
                                Analyses.of(context.getStartupFailure()).getDescription())
                        .contains("'idempotency.web." + property + "'")
                        .contains(reason));
    }

    @Test
    void aPatternThatIsNoneStopsTheStart() {
        app.withPropertyValues("idempotency.web.key-pattern=[a-z")
                .run(context -> assertThat(
                                Analyses.of(context.getStartupFailure()).getDescription())
                        .contains("idempotency.web.key-pattern"));
    }

    @Test
    void comparingJsonByContentNeedsAJsonLibrary() {
        FilteredClassLoader noJackson = new FilteredClassLoader("tools.jackson", "com.fasterxml.jackson.databind");
        app.withClassLoader(noJackson).run(context -> assertThat(context).hasNotFailed());
        app.withClassLoader(noJackson)
                .withPropertyValues("idempotency.web.body-fingerprint=canonical-json")
                .run(context -> assertThat(
                                Analyses.of(context.getStartupFailure()).getDescription())
                        .contains("'idempotency.web.body-fingerprint'")
                        .contains("Jackson"));
    }
}
