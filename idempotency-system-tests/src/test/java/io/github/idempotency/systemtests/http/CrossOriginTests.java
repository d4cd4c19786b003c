package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Browsers of other origins, over a plain socket: well-behaved clients do not send these headers. */
class CrossOriginTests extends HttpTest {

    private static final String SHOP = "https://shop.example";

    @ParameterizedTest(name = "H73 {0}")
    @ValueSource(strings = {"listed", "default"})
    @DisplayName("H73 A preflight allows the key, and runs nothing")
    void aPreflightAllowsTheKey(String path) throws IOException {
        Reply preflight = preflight(path, SHOP, "idempotency-key, content-type");
        assertThat(preflight.status()).isEqualTo(200);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo(SHOP);
        assertThat(items(preflight, "Access-Control-Allow-Headers"))
                .containsExactlyInAnyOrder("idempotency-key", "content-type");
        assertThat(runs.of("cors")).isZero();
    }

    @ParameterizedTest(name = "H73 {0} {1} {2}")
    @CsvSource({
        "listed, https://elsewhere.example, idempotency-key",
        "none, https://shop.example, idempotency-key",
        "listed, https://shop.example, x-other"
    })
    @DisplayName("H73 What the application does not allow stays forbidden")
    void whatIsNotAllowedStaysForbidden(String path, String origin, String header) throws IOException {
        Reply preflight = preflight(path, origin, header);
        assertThat(preflight.has("Access-Control-Allow-Headers")).isFalse();
    }

    @Test
    @DisplayName("H73 First answer and replay expose what tells them apart, besides what the application exposes")
    void answersExposeWhatTellsThemApart() throws IOException {
        Reply first = post("listed", key);
        Answers.isFirst(first, 200, "run 1");
        Reply replay = post("listed", key);
        Answers.isReplay(replay, first);

        for (Reply reply : List.of(first, replay)) {
            assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(SHOP);
            assertThat(items(reply, "Access-Control-Expose-Headers"))
                    .contains("X-Points", "Idempotent-Replayed", "Retry-After", "Link");
        }
    }

    @Test
    @DisplayName("H73 A refusal can be read by the browser too")
    void aRefusalCanBeRead() throws IOException {
        Reply refused = post("default", "");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo(SHOP);
        assertThat(items(refused, "Access-Control-Expose-Headers")).contains("Link");
    }

    @Test
    @DisplayName("H73 Where CORS is not configured nothing is added")
    void whereCorsIsNotConfiguredNothingIsAdded() throws IOException {
        Reply first = post("none", key);
        Answers.isFirst(first, 200, "run 1");
        assertThat(first.lines()).noneMatch(line -> line.name().startsWith("Access-Control"));
    }

    private Reply preflight(String path, String origin, String headers) throws IOException {
        return Wire.exchange(
                port,
                "OPTIONS /cors/" + path + " HTTP/1.1\r\nHost: shop\r\nOrigin: " + origin
                        + "\r\nAccess-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: " + headers
                        + "\r\n",
                new byte[0]);
    }

    private Reply post(String path, String key) throws IOException {
        return Wire.exchange(
                port,
                "POST /cors/" + path + " HTTP/1.1\r\nHost: shop\r\nOrigin: " + SHOP + "\r\nIdempotency-Key: " + key
                        + "\r\n",
                new byte[0]);
    }

    private static List<String> items(Reply reply, String header) {
        return Arrays.stream(reply.header(header).split(",")).map(String::strip).toList();
    }
}
