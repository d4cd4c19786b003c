package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers and refusals as an application may want them. */
class ConfiguredAnswerTests extends ConfiguredHttpTest {

    @Test
    @DisplayName("H20 Headers the application excludes are not replayed")
    void excludedHeadersAreNotReplayed() {
        assertThat(client.post("/answers/headers").key(quoted).send().headers("X-Points"))
                .containsExactly("10", "20");

        Reply replay = client.post("/answers/headers").key(quoted).send();
        assertThat(replayed(replay)).isTrue();
        assertThat(replay.has("X-Points")).isFalse();
        assertThat(replay.header("ETag")).isEqualTo("\"v2\"");
    }

    @ParameterizedTest(name = "H22 Where the server itself zips, first {0} and then {1}")
    @CsvSource({"gzip, identity", "identity, gzip", "gzip, gzip"})
    void aServerThatZipsDoesSoAfresh(String accepted, String acceptedLater) throws IOException {
        doors.open(key);
        Reply first = zippable(accepted);
        Reply second = zippable(acceptedLater);

        assertThat(replayed(second)).isTrue();
        assertThat(first.headers("Content-Encoding").contains("gzip")).isEqualTo(accepted.equals("gzip"));
        assertThat(second.headers("Content-Encoding").contains("gzip")).isEqualTo(acceptedLater.equals("gzip"));
        assertThat(plain(second)).isEqualTo(plain(first)).startsWith("1 teatea");
    }

    @Test
    @DisplayName("H30 Where keys at other endpoints are refused, the client learns that it is not protected")
    void aKeyAtAnUnprotectedEndpointIsRefused() {
        Reply reply = client.post("/plain/json").key(quoted).json(TEA).send();

        Problem.of(reply).is(501, "idempotency-key-unsupported", "Idempotency-Key is not supported here", false);
        Problem.of(client.post("/plain/json")
                        .header("X-Request-Token", quoted)
                        .json(TEA)
                        .send())
                .is(501, "idempotency-key-unsupported", "Idempotency-Key is not supported here", false);
        assertThat(runs.of("plain")).isZero();
        assertThat(client.post("/plain/json").json(TEA).send().status()).isEqualTo(200);
        assertThat(client.get("/orders/1").key(quoted).send().status()).isEqualTo(404);
        assertThat(runs.of("read")).isOne();
    }

    @Test
    @DisplayName("H41 A body above the limit is refused before the handler runs")
    void aBodyAboveTheLimitIsRefused() {
        byte[] large = new byte[1_025];
        Reply announced =
                client.post("/raw/stream").key(quoted).body("text/plain", large).send();
        isTooLarge(announced);
        Reply unannounced = client.post("/raw/stream")
                .key(quoted)
                .body("text/plain", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                .send();
        isTooLarge(unannounced);
        isTooLarge(
                client.post("/raw/bytes").key(quoted).body("text/plain", large).send());
        isTooLarge(client.post("/forms/params")
                .key(quoted)
                .form("name=" + "x".repeat(1_024))
                .send());
        isTooLarge(client.call("PUT", "/forms/params")
                .key(quoted)
                .form("name=" + "x".repeat(1_024))
                .send());
        isTooLarge(upload(new byte[1_025]));

        assertThat(runs.of("raw") + runs.of("form")).isZero();
    }

    @Test
    @DisplayName("H41 A refused body does not use up the key, and the largest body is protected")
    void aRefusedBodyDoesNotUseUpTheKey() {
        isTooLarge(client.post("/raw/stream")
                .key(quoted)
                .body("text/plain", new byte[1_025])
                .send());
        byte[] largest = "x".repeat(1_024).getBytes(StandardCharsets.UTF_8);

        assertThat(client.post("/raw/stream")
                        .key(quoted)
                        .body("text/plain", largest)
                        .send()
                        .text())
                .startsWith("1: 1024 bytes");
        assertThat(replayed(client.post("/raw/stream")
                        .key(quoted)
                        .body("text/plain", largest)
                        .send()))
                .isTrue();
    }

    private Reply zippable(String accepted) {
        return client.post("/slow/" + key)
                .key(quoted)
                .header("Accept-Encoding", accepted)
                .body("text/plain", "tea")
                .send();
    }

    private static String plain(Reply reply) throws IOException {
        if (!reply.has("Content-Encoding")) {
            return reply.text();
        }
        try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(reply.body()))) {
            return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Reply upload(byte[] content) {
        Multipart body = new Multipart("b").field("name", "Ada").part("file", "a.bin", "text/plain", content);
        return client.post("/forms/parts")
                .key(quoted)
                .body(body.type(), body.bytes())
                .send();
    }

    private static void isTooLarge(Reply reply) {
        Problem.of(reply).is(413, "request-too-large", "The request is too large to be protected", false);
    }
}
