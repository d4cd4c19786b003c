package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens on one connection: nothing that is kept or replayed may disturb what comes before or after it. */
class ConnectionTests extends HttpTest {

    private static final String TEA = "{\"item\":\"tea\",\"count\":2}";

    @Test
    @DisplayName("H78 Requests sent in one go on one connection get their answers in order, replays among them")
    void requestsSentInOneGo() throws IOException {
        try (Wire wire = new Wire(port)) {
            wire.send(post("/orders", key, TEA)
                    + post("/orders", key, TEA)
                    + post("/answers/no-content", key + "n", "")
                    + post("/answers/no-content", key + "n", "")
                    + head("HEAD", "/orders/count", key)
                    + post("/orders", key, TEA.replace('2', '3'))
                    + post("/answers/pdf", key + "p", "")
                    + post("/answers/pdf", key + "p", "")
                    + post("/writing/redirect", key + "r", "")
                    + post("/writing/redirect", key + "r", "")
                    + post("/orders", key, TEA)
                    + post("/orders", "", TEA));

            Reply first = wire.read();
            assertThat(first.status()).isEqualTo(201);
            Answers.isReplay(wire.read(), first);
            Reply nothing = wire.read();
            assertThat(nothing.status()).isEqualTo(204);
            Answers.isReplay(wire.read(), nothing);
            assertThat(wire.readHead().status()).isEqualTo(200);
            assertThat(wire.read().status()).isEqualTo(422);
            Reply pdf = wire.read();
            assertThat(pdf.body()).hasSize(100_000);
            Answers.isReplay(wire.read(), pdf);
            Reply redirect = wire.read();
            assertThat(redirect.status()).isEqualTo(302);
            Answers.isReplay(wire.read(), redirect);
            Answers.isReplay(wire.read(), first);
            assertThat(wire.read().status()).isEqualTo(400);
            assertThat(wire.arrived()).isZero();
        }
    }

    @Test
    @DisplayName("H78 First answer and replay say how long they are")
    void answersSayHowLongTheyAre() throws IOException {
        try (Wire wire = new Wire(port)) {
            for (int i = 0; i < 2; i++) {
                Reply reply =
                        wire.send(post("/large/stream?size=3000000", key, "")).read();
                assertThat(reply.header("Content-Length")).isEqualTo("3000000");
                assertThat(reply.has("Transfer-Encoding")).isFalse();
            }
        }
    }

    @ParameterizedTest(name = "H78 {0}")
    @ValueSource(strings = {"bytes", "stream", "part", "unread"})
    @DisplayName("H78 Expect: 100-continue is answered before the body is sent, for a first request and for its replay")
    void expectContinue(String way) throws IOException {
        String body = "a body that waits to be called";
        Reply first = null;
        for (int i = 0; i < 2; i++) {
            try (Wire wire = new Wire(port)) {
                wire.send("POST /raw/" + way + " HTTP/1.1\r\nHost: shop\r\nContent-Type: application/octet-stream\r\n"
                        + "Expect: 100-continue\r\nIdempotency-Key: " + key + "\r\nContent-Length: " + body.length()
                        + "\r\n\r\n");
                assertThat(wire.read().status()).isEqualTo(100);
                Reply reply = wire.send(body).read();
                assertThat(reply.status()).isEqualTo(200);
                if (first == null) {
                    first = reply;
                } else {
                    Answers.isReplay(reply, first);
                }
            }
        }
        assertThat(runs.of("raw")).isOne();
    }

    @Test
    @DisplayName("H78 A chunked upload is read whole, once, with its extensions and trailers, however it is cut")
    void aChunkedUpload() throws IOException {
        try (Wire wire = new Wire(port)) {
            Reply whole = wire.send(chunked(key, "14;note=x\r\n0123456789abcdefghij\r\n0\r\nX-Trailer: a\r\n\r\n"))
                    .read();
            assertThat(whole.text()).startsWith("1: 20 bytes");
            Answers.isReplay(
                    wire.send(chunked(key, "1\r\n0\r\n12\r\n123456789abcdefghi\r\n1\r\nj\r\n0\r\n\r\n"))
                            .read(),
                    whole);
            assertThat(wire.send(chunked(key, "14\r\n0123456789abcdefghiJ\r\n0\r\n\r\n"))
                            .read()
                            .status())
                    .isEqualTo(422);
            Answers.isReplay(
                    wire.send(chunked(key, "14\r\n0123456789abcdefghij\r\n0\r\n\r\n"))
                            .read(),
                    whole);
        }
    }

    @Test
    @DisplayName("H78 An upload in slow pieces is waited for, and its duplicate too")
    void anUploadInSlowPieces() throws IOException {
        try (Wire one = new Wire(port);
                Wire two = new Wire(port)) {
            String head = "POST /raw/stream HTTP/1.1\r\nHost: shop\r\nContent-Type: application/octet-stream\r\n"
                    + "Idempotency-Key: " + key + "\r\nContent-Length: 6\r\n\r\n";
            one.send(head + "abc");
            two.send(head + "abc");
            one.send("def");
            Reply first = one.read();
            assertThat(first.text()).startsWith("1: 6 bytes");
            two.send("def");
            Answers.isReplay(two.read(), first);
        }
    }

    @Test
    @DisplayName("H78 A client of HTTP/1.0 gets its replay and the end of the connection")
    void aClientOfHttp10() throws IOException {
        Reply first = client.post("/orders").key(key).json(TEA).send();
        try (Wire wire = new Wire(port)) {
            wire.send("POST /orders HTTP/1.0\r\nContent-Type: application/json\r\nIdempotency-Key: " + key
                    + "\r\nContent-Length: " + TEA.length() + "\r\n\r\n" + TEA);
            Answers.isReplay(wire.read(), first);
            assertThat(wire.readAll()).isEmpty();
        }
    }

    private static String post(String path, String key, String body) {
        return head("POST", path, key).replace("\r\n\r\n", "\r\n")
                + "Content-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    private static String head(String method, String path, String key) {
        return method + " " + path + " HTTP/1.1\r\nHost: shop\r\n"
                + (key.isEmpty() ? "" : "Idempotency-Key: " + key + "\r\n") + "\r\n";
    }

    private static String chunked(String key, String chunks) {
        return "POST /raw/stream HTTP/1.1\r\nHost: shop\r\nContent-Type: application/octet-stream\r\nIdempotency-Key: "
                + key + "\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks;
    }
}
