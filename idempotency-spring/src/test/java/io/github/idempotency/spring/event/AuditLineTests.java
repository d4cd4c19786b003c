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
        assertThat(AuditLine.of("delete").with("by", "")).hasToString("event=delete by=\"\"");
    }
}
