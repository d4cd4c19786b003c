package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Clients that cancel a request over HTTP/2 while its asynchronous work goes on: the container hears of it at once. */
@TestPropertySource(properties = "server.http2.enabled=true")
class CutOffTests extends HttpTest {

    @Autowired
    private Heard heard;

    @AfterEach
    void letTheWorkEnd() {
        doors.open(key);
    }

    @ParameterizedTest(name = "H26 H77 {0}")
    @ValueSource(strings = {"callable", "deferred"})
    @DisplayName("H26 H77 Work out of sight keeps its key until the lease has run out")
    void workOutOfSightKeepsItsKey(String way) throws Exception {
        cancel(way);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(heard.all(EngineEvent.Ended.class))
                        .extracting(EngineEvent.Ended::ending)
                        .containsExactly(Ending.ABANDONED));
        Answers.isInProgress(post(way));
        assertThat(runs.of("cut-off")).isOne();

        await().atMost(Duration.ofSeconds(10)).until(() -> post(way).status() == 200);
        assertThat(post(way).text()).isEqualTo("run 2");
    }

    @Test
    @DisplayName("H26 H77 Work whose end can be seen keeps its key until it ends, and is not done again")
    void workWhoseEndCanBeSeen() throws Exception {
        cancel("future");
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> Answers.isInProgress(post("future")));
        doors.open(key);

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> Answers.isNotRecorded(post("future")));
        assertThat(runs.of("cut-off")).isOne();
    }

    @Test
    @DisplayName("H26 H77 Such work that fails frees its key when it ends")
    void suchWorkThatFails() throws Exception {
        cancel("future", "?fails=true");
        Answers.isInProgress(post("future", "?fails=true"));
        assertThat(runs.of("cut-off")).isOne();
        doors.open(key);

        await().atMost(Duration.ofSeconds(10))
                .until(() -> post("future", "?fails=true").status() == 200);
        assertThat(post("future", "?fails=true").text()).isEqualTo("run 2");
    }

    @Test
    @DisplayName("H26 H77 Under HOLD the key is held")
    void underHoldTheKeyIsHeld() throws Exception {
        cancel("hold");

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> Answers.isOutcomeUnknown(post("hold")));
        assertThat(runs.of("cut-off")).isOne();
    }

    private void cancel(String way) throws Exception {
        cancel(way, "");
    }

    private void cancel(String way, String query) throws Exception {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        HttpResponse<Void> upgraded =
                http.send(HttpRequest.newBuilder(uri("/nothing")).build(), BodyHandlers.discarding());
        assertThat(upgraded.version()).isEqualTo(HttpClient.Version.HTTP_2);
        heard.forget();
        CompletableFuture<?> first = http.sendAsync(
                HttpRequest.newBuilder(uri("/cut-off/" + way + "/" + key + query))
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.discarding());
        doors.awaitArrival(key);
        // The handler has started its work, but may not have returned yet, which the outside cannot see.
        await().pollDelay(Duration.ofMillis(500)).until(() -> !first.isDone());
        first.cancel(true);
        await().pollDelay(Duration.ofMillis(500)).until(first::isDone);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private Reply post(String way) {
        return post(way, "");
    }

    private Reply post(String way, String query) {
        return client.post("/cut-off/" + way + "/" + key + query).key(key).send();
    }
}
