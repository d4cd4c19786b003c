package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A replay has the shape of the answer, whatever that is. Over a plain socket: a client's library hides what it mends. */
class AnswerShapeTests extends HttpTest {

    @ParameterizedTest(name = "H21 {0}, status {1}, has no body and no type")
    @CsvSource({
        "no-content, 204",
        "accepted, 202",
        "see-other, 303",
        "redirect, 302",
        "nothing, 200",
    })
    void anAnswerWithoutBodyStaysSo(String shape, int status) throws IOException {
        Reply first = post(shape, "");
        Reply second = post(shape, "");

        assertThat(first.status()).isEqualTo(status);
        assertThat(first.body()).isEmpty();
        assertThat(first.first()).isTrue();
        isReplay(second, first);
        assertThat(second.has("Content-Type")).isFalse();
    }

    @Test
    @DisplayName("H21 A replayed redirect leads to the same place")
    void aRedirectLeadsToTheSamePlace() throws IOException {
        assertThat(post("see-other", "").header("Location")).isEqualTo("/orders/1");
        assertThat(post("see-other", "").header("Location")).isEqualTo("/orders/1");
    }

    @Test
    @DisplayName("H21 An empty body of a certain type keeps its type")
    void anEmptyBodyKeepsItsType() throws IOException {
        Reply first = post("empty", "Accept: application/octet-stream\r\n");
        assertThat(first.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(first.body()).isEmpty();

        isReplay(post("empty", ""), first);
    }

    @Test
    @DisplayName("H22 Bytes are replayed as they are")
    void bytesAreReplayedAsTheyAre() throws IOException {
        Reply first = post("pdf", "");
        assertThat(first.body()).hasSize(100_000).startsWith(1, 1, 2);

        isReplay(post("pdf", ""), first);
    }

    @Test
    @DisplayName("H22 What the handler has zipped is replayed zipped to a client that can read it")
    void zippedForAClientThatCanReadIt() throws IOException {
        Reply first = post("gzip", "Accept-Encoding: br, gzip\r\n");
        assertThat(first.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(unzipped(first)).startsWith("tea tea ").endsWith(" 1");

        isReplay(post("gzip", "Accept-Encoding: br, gzip\r\n"), first);
        isReplay(post("gzip", "Accept-Encoding: *\r\n"), first);
    }

    @ParameterizedTest(name = "H22 and plain to one that cannot [{0}]")
    @ValueSource(strings = {"", "Accept-Encoding: identity\r\n", "Accept-Encoding: br, gzip;q=0\r\n"})
    void plainForAClientThatCannotReadZipped(String accepted) throws IOException {
        post("gzip", "Accept-Encoding: gzip\r\n");

        Reply replay = post("gzip", accepted);
        assertThat(replay.replayed()).isTrue();
        assertThat(replay.has("Content-Encoding")).isFalse();
        assertThat(replay.text()).startsWith("tea tea ").endsWith(" 1");
        assertThat(replay.header("Content-Length")).isEqualTo(String.valueOf(replay.body().length));
    }

    @Test
    @DisplayName("H18 What the handler writes to the response by itself is replayed too")
    void whatIsWrittenByHandIsReplayed() throws IOException {
        Reply first = post("by-hand", "");
        assertThat(first.status()).isEqualTo(207);
        assertThat(new String(first.body(), StandardCharsets.UTF_16BE)).isEqualTo("Grüße an alle");
        assertThat(first.header("Content-Type")).isEqualTo("text/plain;charset=UTF-16BE");
        assertThat(first.header("X-Run")).isEqualTo("1");

        isReplay(post("by-hand", ""), first);
    }

    private void isReplay(Reply replay, Reply first) {
        assertThat(replay.replayed()).as("%s", replay).isTrue();
        assertThat(replay.status()).isEqualTo(first.status());
        assertThat(replay.body()).isEqualTo(first.body());
        assertThat(replay.answerHeaders()).isEqualTo(first.answerHeaders());
        assertThat(runs.of("answer")).isOne();
    }

    private Reply post(String shape, String lines) throws IOException {
        return Wire.exchange(
                port,
                "POST /answers/" + shape + " HTTP/1.1\r\nHost: shop\r\nIdempotency-Key: " + key + "\r\n" + lines,
                new byte[0]);
    }

    private static String unzipped(Reply reply) throws IOException {
        try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(reply.body()))) {
            return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
