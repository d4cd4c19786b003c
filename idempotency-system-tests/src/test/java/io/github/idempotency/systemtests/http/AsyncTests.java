package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.test.FlakyStore.Verb;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers whose work goes on elsewhere complete their record once, with the final answer. */
class AsyncTests extends HttpTest {

    @ParameterizedTest(name = "H77 {0}")
    @ValueSource(
            strings = {
                "callable",
                "callable-entity",
                "task",
                "deferred",
                "deferred-entity",
                "future",
                "stage",
                "mono",
                "at-once"
            })
    @DisplayName("H77 The final answer is recorded once and replayed")
    void theFinalAnswerIsRecordedOnce(String way) {
        int completions = store.calls(Verb.COMPLETE);

        Reply first = post(way, "");
        Answers.isFirst(first, 200, "run 1");
        Answers.isReplay(post(way, ""), first);

        assertThat(runs.of("async")).isOne();
        assertThat(store.calls(Verb.COMPLETE)).isEqualTo(completions + 1);
    }

    @ParameterizedTest(name = "H77 {0}")
    @ValueSource(
            strings = {"callable", "callable-entity", "task", "deferred", "deferred-entity", "future", "stage", "mono"})
    @DisplayName("H77 While the work goes on a duplicate is refused")
    void whileTheWorkGoesOnADuplicateIsRefused(String way) {
        String query = "?door=" + key;
        CompletableFuture<Reply> first =
                client.post("/async/" + way + query).key(key).sendAsync();
        doors.awaitArrival(key);

        Answers.isInProgress(post(way, query));
        doors.open(key);

        Answers.isFirst(first.join(), 200, "run 1");
        Answers.isReplay(post(way, query), first.join());
        assertThat(runs.of("async")).isOne();
    }

    @ParameterizedTest(name = "H77 {0} {1}")
    @CsvSource({
        "callable, 500", "callable-entity, 500", "task, 500", "deferred, 500", "deferred-entity, 500", "future, 500",
        "stage, 500", "at-once, 500", "callable, 600", "callable-entity, 600", "task, 600", "deferred, 600",
        "deferred-entity, 600", "future, 600", "stage, 600", "at-once, 600", "callable, 503", "deferred, 503",
        "future, 503", "mono, 500", "mono, 600"
    })
    @DisplayName("H52 H77 Work that fails frees the key")
    void workThatFailsFreesTheKey(String way, int status) {
        Reply first = post(way, "?fails=" + status);
        assertThat(first.status()).as("%s", first).isEqualTo(Math.min(status, 500 + status % 100));
        assertThat(first.first()).isTrue();

        Reply second = post(way, "?fails=" + status);
        Answers.isFirst(second, 200, "run 2");
        Answers.isReplay(post(way, "?fails=" + status), second);
    }

    @ParameterizedTest(name = "H77 {0}")
    @ValueSource(
            strings = {
                "callable",
                "callable-entity",
                "task",
                "deferred",
                "deferred-entity",
                "future",
                "stage",
                "mono",
                "at-once"
            })
    @DisplayName("H51 H77 A deterministic refusal by the work is recorded")
    void aDeterministicRefusalByTheWorkIsRecorded(String way) {
        Reply first = post(way, "?fails=409");
        assertThat(first.status()).isEqualTo(409);

        Answers.isReplay(post(way, "?fails=409"), first);
        assertThat(runs.of("async")).isOne();
    }

    private Reply post(String way, String query) {
        return client.post("/async/" + way + query).key(key).send();
    }
}
