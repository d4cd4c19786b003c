package io.github.idempotency.spring.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.IdempotencyKey;
import org.junit.jupiter.api.Test;

class AuditLineTests {

    @Test
    void aLineIsMadeOfNamesAndValues() {
        IdempotencyKey key = IdempotencyKey.of("secret");
        assertThat(AuditLine.of("takeover")
                        .with("operation", "POST /payments/{id}")
                        .with("key", key)
                        .with("attempt", 2))
                .hasToString("event=takeover operation=\"POST /payments/{id}\" key=" + key + " attempt=2");
    }

    @Test
    void whatIsNotThereIsLeftOut() {
        assertThat(AuditLine.of("replay").with("recordedBy", null)).hasToString("event=replay");
    }

    @Test
    void noValueImitatesAnotherLineOrAnotherValue() {
        assertThat(AuditLine.of("delete").with("by", "me\r\nevent=replay key=\"x\\\u2028\u0007ü"))
                .hasToString("event=delete by=\"me\\u000d\\u000aevent=replay key=\\\"x\\\\\\u2028\\u0007ü\"");
        assertThat(AuditLine.of("delete").with("by", "key=1")).hasToString("event=delete by=\"key=1\"");
        assertThat(AuditLine.of("delete").with("by", "a\u2029b")).hasToString("event=delete by=\"a\\u2029b\"");
        assertThat(AuditLine.of("delete").with("by", "")).hasToString("event=delete by=\"\"");
    }

    @Test
    void nothingInvisibleMakesAValueLookLikeAnother() {
        assertThat(AuditLine.of("delete").with("by", "eve\u202Enimda\u200B\u061C\uFEFF"))
                .hasToString("event=delete by=\"eve\\u202enimda\\u200b\\u061c\\ufeff\"");
        assertThat(AuditLine.of("delete").with("by", "x\uDB40\uDC41\uD800 \uD83D\uDE00"))
                .hasToString("event=delete by=\"x\\udb40\\udc41\\ud800 \uD83D\uDE00\"");
    }
}
