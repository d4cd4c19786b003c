package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are no forms stay readable in every way there is, and tell requests apart however little is read. */
class RawBodyTests extends HttpTest {

    private static final String BINARY = "application/octet-stream";

    @ParameterizedTest(name = "H31 {0} bytes read as {1}")
    @CsvSource({
        "0, bytes", "5, bytes", "200000, bytes",
        "0, entity", "5, entity", "200000, entity",
        "0, stream", "5, stream", "200000, stream",
        "0, request", "5, request", "200000, request",
        "0, single", "5, single", "200000, single",
    })
    void aBodyStaysReadable(int size, String way) {
        byte[] body = random(size);
        Reply first = post(way, body);
        assertThat(first.text()).isEqualTo(seen(body, size));

        Reply second = post(way, body);
        assertThat(second.replayed()).isTrue();
        assertThat(second.body()).isEqualTo(first.body());

        byte[] longer = Arrays.copyOf(body, size + 1);
        Problem.of(post(way, longer)).is(422, "idempotency-key-reused", "Idempotency-Key is already used", false);
        assertThat(runs.of("raw")).isOne();
    }

    @Test
    @DisplayName("H31 Text read through a reader is whole")
    void aReaderReadsTheWholeText() {
        byte[] text = "Zoë trinkt Tee \n".repeat(5_000).getBytes(StandardCharsets.UTF_8);
        Reply first = client.post("/raw/reader")
                .key(key)
                .body("text/plain;charset=UTF-8", text)
                .send();
        assertThat(first.text()).isEqualTo(seen(text, text.length));

        assertThat(client.post("/raw/reader")
                        .key(key)
                        .body("text/plain;charset=UTF-8", text)
                        .send()
                        .replayed())
                .isTrue();
    }

    @ParameterizedTest(name = "H31 A body counts although {0} of it is read")
    @ValueSource(strings = {"part", "unread"})
    void whatIsNotReadCountsAllTheSame(String way) {
        byte[] body = random(20_000);
        assertThat(post(way, body).status()).isEqualTo(200);
        assertThat(post(way, body).replayed()).isTrue();

        byte[] other = body.clone();
        other[other.length - 1]++;
        assertThat(post(way, other).status()).isEqualTo(422);
        assertThat(runs.of("raw")).isOne();
    }

    @Test
    @DisplayName("H38 No body and an empty body are the same request, an empty object is another")
    void noBodyAndAnEmptyBodyAreTheSame() throws Exception {
        String head = "POST /raw/bytes HTTP/1.1\r\nHost: shop\r\nIdempotency-Key: " + key + "\r\n";
        try (Wire wire = new Wire(port)) {
            assertThat(wire.send(head + "\r\n").read().status()).isEqualTo(200);
            assertThat(wire.send(head + "Content-Length: 0\r\n\r\n").read().replayed())
                    .isTrue();
            assertThat(wire.send(head + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
                            .read()
                            .replayed())
                    .isTrue();
            assertThat(wire.send(head + "Content-Type: application/json\r\nContent-Length: 0\r\n\r\n")
                            .read()
                            .replayed())
                    .isTrue();
            assertThat(wire.send(head + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
                            .read()
                            .status())
                    .isEqualTo(422);
        }
    }

    @Test
    @DisplayName("H18 A body in chunks is the same request as in one piece")
    void aBodyInChunksIsTheSameRequest() {
        byte[] body = random(50_000);
        Reply first = client.post("/raw/stream")
                .key(key)
                .body(BINARY, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .send();
        assertThat(first.text()).isEqualTo(seen(body, body.length));

        assertThat(post("stream", body).replayed()).isTrue();
    }

    private Reply post(String way, byte[] body) {
        return client.post("/raw/" + way).key(key).body(BINARY, body).send();
    }

    private static String seen(byte[] body, int size) {
        return "1: " + size + " bytes, hash " + Arrays.hashCode(body);
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
