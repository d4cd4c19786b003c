package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Open-ended streams that no start-up check could find. */
class StreamTests extends HttpTest {

    @ParameterizedTest(name = "H76 {0}")
    @ValueSource(strings = {"hidden", "hidden-entity"})
    @DisplayName("H76 Events flow while they happen, and a duplicate does not start them again")
    void eventsFlowWhileTheyHappen(String way) throws IOException {
        try (Wire wire = new Wire(port)) {
            wire.send("POST /streams/" + way + "/" + key + " HTTP/1.1\r\nHost: shop\r\nIdempotency-Key: " + key
                    + "\r\nContent-Length: 0\r\n\r\n");
            doors.awaitArrival(key);
            await("the first event while the stream is still open").until(() -> wire.arrived() > 0);
            Answers.isNotRecorded(
                    client.post("/streams/" + way + "/" + key).key(key).send());

            doors.open(key);
            Reply first = wire.read();
            assertThat(first.status()).isEqualTo(200);
            assertThat(first.header("Content-Type")).isEqualTo("text/event-stream");
            assertThat(first.text()).isEqualTo("data:run 1\n\ndata:end\n\n");
        }
        Answers.isNotRecorded(
                client.post("/streams/" + way + "/" + key).key(key).send());
        assertThat(runs.of("stream")).isOne();
    }

    @Test
    @DisplayName("H28 H76 A safe stream of a protected controller is left alone")
    void aSafeStreamIsLeftAlone() {
        doors.open(key);
        for (int run = 1; run < 3; run++) {
            Reply reply = client.get("/streams/" + key).key(key).send();
            assertThat(new String(reply.body(), StandardCharsets.UTF_8))
                    .isEqualTo("data:run " + run + "\n\ndata:end\n\n");
            assertThat(reply.first()).isTrue();
        }
    }
}
