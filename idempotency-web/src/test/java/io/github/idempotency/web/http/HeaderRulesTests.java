package io.github.idempotency.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.WhenFails;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of an answer is replayed, and which answers are. */
class HeaderRulesTests {

    private final ReplayableHeaders replayable = new ReplayableHeaders(List.of("X-Points"));

    @ParameterizedTest
    @ValueSource(strings = {"Location", "ETag", "Content-Type", "Cache-Control", "X-Anything", "Link", "Retry-After"})
    void headersThatDescribeTheAnswerAreReplayed(String name) {
        assertThat(replayable.contains(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Set-Cookie",
                "date",
                "Content-Length",
                "Transfer-Encoding",
                "X-Request-Id",
                "traceparent",
                "Access-Control-Allow-Origin",
                "RateLimit-Remaining",
                "ratelimit",
                "X-RateLimit-Limit",
                "Strict-Transport-Security",
                "x-points",
                "X-POINTS"
            })
    void headersOfTheExchangeAreNot(String name) {
        assertThat(replayable.contains(name)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "200, RECORD, RECORD, RECORD",
        "302, RECORD, RECORD, RECORD",
        "400, RECORD, RECORD, RECORD",
        "404, RECORD, RECORD, RECORD",
        "499, RECORD, RECORD, RECORD",
        "401, RELEASE, RELEASE, RELEASE",
        "403, RELEASE, RELEASE, RELEASE",
        "408, RELEASE, RELEASE, RELEASE",
        "423, RELEASE, RELEASE, RELEASE",
        "429, RELEASE, RELEASE, RELEASE",
        "500, RELEASE, RECORD, HOLD",
        "501, RELEASE, RECORD, HOLD",
        "503, RELEASE, RELEASE, HOLD"
    })
    void whatAStatusDoesToTheKey(int status, ResponseVerdict release, ResponseVerdict store, ResponseVerdict hold) {
        assertThat(ResponseVerdict.of(status, WhenFails.RELEASE)).isEqualTo(release);
        assertThat(ResponseVerdict.of(status, WhenFails.STORE)).isEqualTo(store);
        assertThat(ResponseVerdict.of(status, WhenFails.HOLD)).isEqualTo(hold);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "null, ''",
                "'', ''",
                "a=1, a=1",
                "b=2&a=1, a=1&b=2",
                "a=2&a=1, a=2&a=1",
                "b&a=1&&c=, a=1&b&c=",
                "a=x&a%20=1, a=x&a%20=1",
                "ab=1&a=9, a=9&ab=1",
                "b==&a=, a=&b==",
                "&, ''"
            })
    void theOrderOfParametersDoesNotCountTheirValuesDo(String query, String canonical) {
        assertThat(CanonicalQuery.of(query)).isEqualTo(canonical);
    }

    @Test
    void jsonIsComparedByContent() {
        for (JsonCanonicalizer canonicalizer :
                List.of(new JacksonJsonCanonicalizer(), new Jackson2JsonCanonicalizer())) {
            assertThat(canonical(canonicalizer, "{ \"b\" : [ 1 , 1.0 ] , \"a\" : { \"d\":null,\"c\":\"x\" } }"))
                    .isEqualTo("{\"a\":{\"c\":\"x\",\"d\":null},\"b\":[1,1.0]}");
            assertThat(canonical(canonicalizer, "{\"n\":0.10000000000000000000001}"))
                    .isEqualTo("{\"n\":0.10000000000000000000001}");
            assertThat(canonical(canonicalizer, "{ \"b\":1} {}")).isEqualTo("{ \"b\":1} {}");
            assertThat(canonical(canonicalizer, "{ not json")).isEqualTo("{ not json");
        }
    }

    private static String canonical(JsonCanonicalizer canonicalizer, String json) {
        return new String(canonicalizer.canonical(json.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
