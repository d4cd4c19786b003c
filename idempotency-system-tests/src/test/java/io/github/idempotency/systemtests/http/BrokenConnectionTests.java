package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that hang up: the very case retries are made for. */
class BrokenConnectionTests extends HttpTest {

    private static final String BODY = "tea".repeat(300);

    private enum End {
        RESET,
        CLOSED
    }

    @Test
    @DisplayName("H26 A client that hangs up while the handler runs finds the answer when it comes back")
    void theAnswerToALostClientIsRecorded() throws IOException {
        try (Wire wire = new Wire(port)) {
            wire.send(slow(BODY.length()) + BODY);
            doors.awaitArrival(key);
            wire.breakOff();
        }
        assertThat(again().status()).as("the handler still runs").isEqualTo(409);
        doors.open(key);

        await().atMost(Duration.ofSeconds(20)).until(() -> again().status() != 409);
        Reply reply = again();
        assertThat(reply.replayed()).isTrue();
        assertThat(reply.body()).hasSizeGreaterThan(1_000_000);
        assertThat(runs.of("slow")).isOne();
    }

    @Test
    @DisplayName("H26 A client that hangs up while the answer is being sent finds all of it when it comes back")
    void anAnswerSentHalfwayIsRecordedWhole() throws Exception {
        doors.open(key);
        try (Wire wire = new Wire(port)) {
            wire.send(slow(BODY.length()) + BODY);
            await().atMost(Duration.ofSeconds(20)).until(() -> wire.arrived() > 0);
            wire.breakOff();
        }

        Reply reply = again();
        assertThat(reply.replayed()).isTrue();
        assertThat(reply.body()).hasSizeGreaterThan(1_000_000);
        assertThat(runs.of("slow")).isOne();
    }

    @ParameterizedTest(name = "H26 A client that hangs up while it sends has used up nothing, {0}")
    @EnumSource
    void aRequestSentHalfwayUsesUpNothing(End end) throws IOException {
        doors.open(key);
        try (Wire wire = new Wire(port)) {
            wire.send(slow(BODY.length()) + BODY.substring(1));
            end(wire, end);
        }

        assertThat(again().first()).isTrue();
        assertThat(again().replayed()).isTrue();
        assertThat(runs.of("slow")).isOne();
    }

    @ParameterizedTest(name = "H26 nor has one whose handler would have read the body by itself, {0}")
    @EnumSource
    void aBodyTheHandlerWouldReadUsesUpNothingEither(End end) throws IOException {
        String head = "POST /raw/stream HTTP/1.1\r\nHost: shop\r\nIdempotency-Key: " + key + "\r\n";
        try (Wire wire = new Wire(port)) {
            wire.send(head + "Content-Length: 900\r\n\r\n" + BODY.substring(1));
            end(wire, end);
        }

        Reply reply = Wire.exchange(port, head, BODY.getBytes(StandardCharsets.US_ASCII));
        assertThat(reply.first()).isTrue();
        assertThat(reply.text()).startsWith("1: 900 bytes");
        assertThat(runs.of("raw")).isOne();
    }

    private static void end(Wire wire, End how) throws IOException {
        if (how == End.RESET) {
            wire.breakOff();
        } else {
            wire.finishSending();
            // The server has noticed when it closes its side.
            wire.readAll();
        }
    }

    private String slow(int length) {
        return "POST /slow/" + key + " HTTP/1.1\r\nHost: shop\r\nContent-Type: text/plain\r\nIdempotency-Key: " + key
                + "\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private Reply again() {
        return client.post("/slow/" + key).key(key).body("text/plain", BODY).send();
    }
}
