package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Keys written by somebody who means harm are keys like any other, and are never shown. */
@ExtendWith(OutputCaptureExtension.class)
class HostileKeyTests extends HttpTest {

    private static final String HEAD = "POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\n";

    static Stream<String> keys() {
        return Stream.of(
                "'; DROP TABLE idempotency_record; --",
                "' OR '1'='1",
                "1) OR 1=1 #",
                "%s%n%x%d{}{0}",
                "${jndi:ldap://127.0.0.1/a}",
                "#{T(java.lang.Runtime).getRuntime()}",
                "../../../../etc/passwd",
                "a\\r\\nSET b c\\r\\n",
                "%0d%0aSet-Cookie:%20admin=1",
                "{idempotency}:*",
                "<script>alert(1)</script>",
                "\\u0000",
                "key*?[a-z]",
                "'%:{}\";--".repeat(50).substring(0, 255));
    }

    @ParameterizedTest(name = "H16 [{0}]")
    @MethodSource("keys")
    void aHostileKeyIsAKey(String hostile, CapturedOutput output) throws IOException {
        Reply bystander = post(key, "tea");
        String value = '"' + hostile.replace("\\", "\\\\").replace("\"", "\\\"") + '"';

        Reply first = post(value, "tea");
        Reply second = post(value, "tea");
        Reply misuse = post(value, "milk");

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.first()).isTrue();
        assertThat(second.replayed()).isTrue();
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(misuse.status()).isEqualTo(422);
        assertThat(runs.of("place")).isEqualTo(2);
        assertThat(post(key, "tea").body())
                .as("nobody else's record is touched")
                .isEqualTo(bystander.body());
        assertThat(first.toString() + second + misuse + output.getAll()).doesNotContain(hostile);
    }

    @Test
    @DisplayName("H16 A line break in the header cannot make up a key, let alone a header")
    void aLineBreakCannotMakeUpAKey() throws IOException {
        try (Wire wire = new Wire(port)) {
            wire.send(HEAD + "Idempotency-Key: a\r\n b\r\nContent-Length: 0\r\n\r\n");
            assertThat(wire.read().status()).isEqualTo(400);
        }
        assertThat(runs.of("place")).isZero();
    }

    private Reply post(String value, String item) throws IOException {
        return Wire.exchange(
                port,
                HEAD + "Idempotency-Key: " + value + "\r\n",
                ("{\"item\":\"" + item + "\",\"count\":2}").getBytes(StandardCharsets.UTF_8));
    }
}
