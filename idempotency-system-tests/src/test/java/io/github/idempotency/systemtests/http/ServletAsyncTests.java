package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers that make the request asynchronous by the servlet API and complete it themselves. */
class ServletAsyncTests extends HttpTest {

    @ParameterizedTest(name = "H77 {0}")
    @ValueSource(strings = {"context", "given", "captured", "at-once", "dispatched", "listener"})
    @DisplayName("H77 What is there at completion is recorded")
    void whatIsThereAtCompletionIsRecorded(String way) {
        doors.open(key);
        Reply first = post(way, "");
        Answers.isFirst(first, 200, "run 1");
        assertThat(first.header("Content-Type")).startsWith("text/plain");

        Answers.isReplay(post(way, ""), first);
        assertThat(runs.of("servlet-async")).isOne();
    }

    @ParameterizedTest(name = "H77 {0}")
    @ValueSource(strings = {"context", "given", "captured"})
    @DisplayName("H77 While the request is open a duplicate is refused")
    void whileTheRequestIsOpenADuplicateIsRefused(String way) {
        CompletableFuture<Reply> first =
                client.post("/servlet-async/" + way + "/" + key).key(key).sendAsync();
        doors.awaitArrival(key);

        Answers.isInProgress(post(way, ""));
        doors.open(key);

        Answers.isFirst(first.join(), 200, "run 1");
        Answers.isReplay(post(way, ""), first.join());
    }

    @ParameterizedTest(name = "H52 {0}")
    @ValueSource(strings = {"context", "given", "captured", "at-once", "dispatched"})
    @DisplayName("H52 H77 A failure frees the key at completion")
    void aFailureFreesTheKey(String way) {
        doors.open(key);
        Answers.isFirst(post(way, "?status=500"), 500, "run 1");

        Reply second = post(way, "?status=500");
        Answers.isFirst(second, 200, "run 2");
        Answers.isReplay(post(way, "?status=500"), second);
    }

    @Test
    @DisplayName("H77 A request the container gives up keeps its key until the lease has run out")
    void aRequestTheContainerGivesUpKeepsItsKey() {
        doors.open(key);
        Reply first = post("endless", "");
        assertThat(first.status()).isEqualTo(500);
        assertThat(first.text()).contains("\"status\":500");

        Answers.isInProgress(post("endless", ""));
        assertThat(runs.of("servlet-async")).isOne();

        await().atMost(Duration.ofSeconds(10)).until(() -> post("endless", "").status() == 200);
        assertThat(post("endless", "").replayed()).isTrue();
        assertThat(runs.of("servlet-async")).isEqualTo(2);
    }

    private Reply post(String way, String query) {
        return client.post("/servlet-async/" + way + "/" + key + query).key(key).send();
    }
}
