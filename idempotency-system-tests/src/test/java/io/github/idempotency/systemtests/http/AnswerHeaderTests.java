package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which headers of an answer are part of it. */
class AnswerHeaderTests extends HttpTest {

    @Test
    @DisplayName("H19 Headers that describe the answer are replayed, each with all its values")
    void headersThatDescribeTheAnswerAreReplayed() throws IOException {
        Reply first = post("headers");
        Reply second = post("headers");

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(new String(second.body(), StandardCharsets.ISO_8859_1)).isEqualTo("Grüße");
        for (Reply reply : List.of(first, second)) {
            assertThat(reply.header("Location")).isEqualTo("/orders/1");
            assertThat(reply.header("ETag")).isEqualTo("\"v2\"");
            assertThat(reply.header("Content-Type")).isEqualTo("text/plain;charset=ISO-8859-1");
            assertThat(reply.header("Content-Location")).isEqualTo("/orders/current");
            assertThat(reply.headers("Link")).containsExactly("</orders>; rel=\"up\"", "</terms>; rel=\"license\"");
            assertThat(reply.header("Content-Language")).isEqualTo("de");
            assertThat(reply.header("Content-Disposition")).isEqualTo("attachment; filename=\"order.txt\"");
            assertThat(reply.header("Last-Modified")).isEqualTo("Tue, 14 Nov 2023 22:13:20 GMT");
            assertThat(reply.header("Cache-Control")).isEqualTo("private, max-age=60");
            assertThat(reply.headers("Vary")).containsExactly("Accept", "Origin");
            assertThat(reply.headers("X-Points")).containsExactly("10", "20");
        }
        assertThat(second.answerHeaders()).isEqualTo(first.answerHeaders());
        assertThat(second.headers("Content-Length")).containsExactly("5");
    }

    @ParameterizedTest(name = "H20 {0} is not replayed")
    @ValueSource(
            strings = {
                "Set-Cookie",
                "X-Request-Id",
                "traceparent",
                "Server-Timing",
                "RateLimit",
                "RateLimit-Policy",
                "X-RateLimit-Remaining",
                "Access-Control-Allow-Origin",
                "Strict-Transport-Security",
                "Content-Security-Policy",
                "Server",
                "Via",
                "Age",
                "Connection",
            })
    void headersOfTheMomentAreNotReplayed(String name) throws IOException {
        Reply first = post("passing");
        assertThat(first.has(name)).as("the first answer has %s", name).isTrue();

        Reply second = post("passing");
        assertThat(second.replayed()).isTrue();
        assertThat(second.has(name)).isFalse();
        assertThat(second.header("X-Kept")).isEqualTo("kept-1");
    }

    @Test
    @DisplayName("H20 The first client gets both its cookies")
    void theFirstClientGetsItsCookies() throws IOException {
        assertThat(post("passing").headers("Set-Cookie")).containsExactly("basket=1", "theme=dark");
    }

    @Test
    @DisplayName("H20 What filters add to every answer is fresh in a replay, and there once")
    void whatFiltersAddIsFresh() throws IOException {
        Reply first = post("headers");
        Reply second = post("headers");

        for (Reply reply : List.of(first, second)) {
            assertThat(reply.headers("Date")).hasSize(1);
            assertThat(reply.headers("X-Frame-Options")).containsExactly("DENY");
            assertThat(reply.headers(StampFilters.OUTER)).hasSize(1);
            assertThat(reply.headers(StampFilters.INNER)).hasSize(1);
        }
        for (String stamp : List.of(StampFilters.OUTER, StampFilters.INNER)) {
            assertThat(second.header(stamp)).isNotEqualTo(first.header(stamp));
        }
    }

    private Reply post(String shape) throws IOException {
        return Wire.exchange(
                port,
                "POST /answers/" + shape + " HTTP/1.1\r\nHost: shop\r\nIdempotency-Key: " + key + "\r\n",
                new byte[0]);
    }
}
