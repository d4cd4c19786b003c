package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Asynchronous work that outlasts its request: it may still take effect, so nobody may start it again at once. */
class TimeoutTests extends HttpTest {

    @Autowired
    private Heard heard;

    @AfterEach
    void letTheWorkEnd() {
        doors.open(key);
    }

    @ParameterizedTest(name = "H77 {0}")
    @ValueSource(strings = {"deferred", "task", "answered-503"})
    @DisplayName("H77 After a timeout the key stays taken until its lease has run out")
    void afterATimeoutTheKeyStaysTaken(String way) {
        heard.forget();
        Reply first = post(way);
        assertThat(first.status()).as("%s", first).isEqualTo(503);
        assertThat(first.first()).isTrue();
        assertThat(heard.all(EngineEvent.Ended.class))
                .extracting(EngineEvent.Ended::ending)
                .containsExactly(Ending.ABANDONED);

        Answers.isInProgress(post(way));
        assertThat(runs.of("timeout")).isOne();

        await().atMost(Duration.ofSeconds(10)).until(() -> post(way).status() == 200);
        Reply replay = post(way);
        assertThat(replay.replayed()).isTrue();
        assertThat(replay.text()).isEqualTo("run 2");
        assertThat(runs.of("timeout")).isEqualTo(2);
    }

    @Test
    @DisplayName("H77 Under HOLD a timeout holds the key")
    void underHoldATimeoutHoldsTheKey() {
        assertThat(post("hold").status()).isEqualTo(503);

        Answers.isOutcomeUnknown(post("hold"));
        assertThat(runs.of("timeout")).isOne();
    }

    @ParameterizedTest(name = "H77 {0}")
    @ValueSource(strings = {"value", "handler", "task-handler"})
    @DisplayName("H77 What the handler answers to a timeout is the answer")
    void whatTheHandlerAnswersToATimeoutIsTheAnswer(String way) {
        Reply first = post(way);
        Answers.isFirst(first, 200, "accepted");

        Answers.isReplay(post(way), first);
        doors.open(key);
        Answers.isReplay(post(way), first);
        assertThat(runs.of("timeout")).isOne();
    }

    private Reply post(String way) {
        return client.post("/timeouts/" + way + "/" + key).key(key).send();
    }
}
