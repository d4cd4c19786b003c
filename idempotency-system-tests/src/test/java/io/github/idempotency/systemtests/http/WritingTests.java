package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Handlers that write to the response by themselves. */
class WritingTests extends HttpTest {

    static Stream<String> ways() {
        return WritingController.WAYS.keySet().stream().sorted();
    }

    @ParameterizedTest(name = "H18 {0}")
    @MethodSource("ways")
    @DisplayName("H18 What the handler writes is the answer as it is without protection, and is replayed")
    void whatTheHandlerWritesIsReplayed(String way) throws IOException {
        Reply unprotected = send("GET", "", way);

        Reply first = send("POST", "", way);
        assertThat(first.first()).isTrue();
        Answers.isTheSame(first, unprotected);
        Answers.isReplay(send("POST", "", way), first);
        assertThat(runs.of("writing")).isEqualTo(2);
    }

    @ParameterizedTest(name = "H30 {0}")
    @MethodSource("ways")
    @DisplayName("H30 A key changes nothing about what an unprotected handler writes")
    void aKeyChangesNothingElsewhere(String way) throws IOException {
        Reply unprotected = send("GET", "", way);
        Reply withKey = send("POST", "unprotected/", way);

        Answers.isTheSame(withKey, unprotected);
        assertThat(withKey.headers("Content-Length")).isEqualTo(unprotected.headers("Content-Length"));
        assertThat(withKey.headers("Transfer-Encoding")).isEqualTo(unprotected.headers("Transfer-Encoding"));
    }

    private Reply send(String method, String prefix, String way) throws IOException {
        String path = "/writing/" + prefix
                + URLEncoder.encode(way, StandardCharsets.UTF_8).replace("+", "%20");
        return Wire.exchange(
                port, method + " " + path + " HTTP/1.1\r\nHost: shop\r\nIdempotency-Key: " + key + "\r\n", new byte[0]);
    }
}
