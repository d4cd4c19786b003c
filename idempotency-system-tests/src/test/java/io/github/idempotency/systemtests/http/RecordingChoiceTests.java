package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are not to be recorded, and answers that cannot be. */
class RecordingChoiceTests extends HttpTest {

    @ParameterizedTest(name = "H56 by {0}")
    @ValueSource(strings = {"call", "entity", "response", "later"})
    @DisplayName("H56 A handler can ask that its answer is not recorded")
    void aHandlerCanAskThatItsAnswerIsNotRecorded(String way) {
        Reply first = post("/no-store/" + way);
        Answers.isFirst(first, 200, "run 1");
        assertThat(first.has("Idempotency-Policy")).isFalse();

        Reply second = post("/no-store/" + way);
        Answers.isFirst(second, 200, "run 2");
        Answers.isReplay(post("/no-store/" + way), second);
    }

    @Test
    @DisplayName("H56 An error page is not recorded either if the handler asked for that")
    void anErrorPageIsNotRecordedEither() {
        Reply first = post("/no-store/error");
        assertThat(first.status()).isEqualTo(409);
        assertThat(first.has("Idempotency-Policy")).isFalse();

        Answers.isFirst(post("/no-store/error"), 200, "run 2");
    }

    @Test
    @DisplayName("H56 The header never reaches the client, whatever it says")
    void theHeaderNeverReachesTheClient() {
        Reply first = post("/no-store/other");
        Answers.isFirst(first, 200, "run 1");
        assertThat(first.has("Idempotency-Policy")).isFalse();
        Answers.isReplay(post("/no-store/other"), first);
    }

    @Test
    @DisplayName("H65 A handler can keep its answer for another time than its operation's")
    void aHandlerCanKeepItsAnswerForAnotherTime() {
        Reply first = post("/no-store/brief");
        Answers.isReplay(post("/no-store/brief"), first);

        await().atMost(Duration.ofSeconds(10))
                .until(() -> post("/no-store/brief").first());
        assertThat(runs.of("no-store")).isEqualTo(2);
    }

    @ParameterizedTest(name = "H77 {0}")
    @ValueSource(strings = {"release", "later", "intercepted"})
    @DisplayName("H77 Work that was done is not done again because its answer could not be rendered")
    void workThatWasDoneIsNotDoneAgain(String way) {
        Reply first = post("/rendering/" + way);
        assertThat(first.status()).isEqualTo(500);
        assertThat(first.text()).contains("\"status\":500");

        Answers.isNotRecorded(post("/rendering/" + way));
        Answers.isNotRecorded(post("/rendering/" + way));
        assertThat(runs.of("rendering")).isOne();
    }

    @Test
    @DisplayName("H53 Under STORE the error page is the answer that is replayed")
    void underStoreTheErrorPageIsReplayed() {
        Reply first = post("/rendering/store");
        assertThat(first.status()).isEqualTo(500);

        Answers.isReplay(post("/rendering/store"), first);
        assertThat(runs.of("rendering")).isOne();
    }

    @Test
    @DisplayName("H54 Under HOLD the key is held")
    void underHoldTheKeyIsHeld() {
        assertThat(post("/rendering/hold").status()).isEqualTo(500);

        Answers.isOutcomeUnknown(post("/rendering/hold"));
        assertThat(runs.of("rendering")).isOne();
    }

    private Reply post(String path) {
        return client.post(path).key(key).send();
    }
}
