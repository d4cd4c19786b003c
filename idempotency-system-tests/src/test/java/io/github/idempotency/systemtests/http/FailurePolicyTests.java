package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a failure does to the key, however the handler fails. */
class FailurePolicyTests extends HttpTest {

    private static final List<String> WAYS = List.of(
            "entity", "status", "sendError", "sendErrorText", "statusException", "errorResponse", "local", "advice");

    static Stream<Arguments> answers() {
        return WAYS.stream()
                .flatMap(way -> Stream.of(400, 402, 404, 409, 410, 412, 422).map(status -> Arguments.of(way, status)));
    }

    static Stream<Arguments> noAnswers() {
        return WAYS.stream()
                .flatMap(way -> Stream.of(401, 403, 407, 408, 421, 423, 425, 429, 503)
                        .map(status -> Arguments.of(way, status)));
    }

    static Stream<Arguments> failures() {
        return Stream.concat(
                WAYS.stream().flatMap(way -> Stream.of(500, 502).map(status -> Arguments.of(way, status))),
                Stream.of("escaping", "error", "lostConnection", "resetConnection")
                        .map(way -> Arguments.of(way, 500)));
    }

    @ParameterizedTest(name = "H51 {1} by {0}")
    @MethodSource("answers")
    @DisplayName("H51 A deterministic refusal by the handler is an answer: recorded and replayed identically")
    void aDeterministicRefusalIsAnAnswer(String way, int status) {
        for (String policy : List.of("release", "store", "hold")) {
            startAfresh();
            Reply first = post(policy, way, status);
            isThe(first, status);

            Answers.isReplay(post(policy, way, status), first);
        }
    }

    @ParameterizedTest(name = "H55 {1} by {0}")
    @MethodSource("noAnswers")
    @DisplayName("H55 What speaks of the caller or the moment is never recorded")
    void whatSpeaksOfTheMomentIsNeverRecorded(String way, int status) {
        for (String policy : List.of("release", "store")) {
            startAfresh();
            isThe(post(policy, way, status), status);

            Answers.isFirst(post(policy, way, status), 200, "run 2");
        }
    }

    @ParameterizedTest(name = "H52 {1} by {0}")
    @MethodSource("failures")
    @DisplayName("H52 A failure goes to the first client as it is and frees the key")
    void aFailureFreesTheKey(String way, int status) {
        isThe(post("release", way, status), status);

        Reply second = post("release", way, status);
        Answers.isFirst(second, 200, "run 2");
        Answers.isReplay(post("release", way, status), second);
    }

    @ParameterizedTest(name = "H53 {1} by {0}")
    @MethodSource("failures")
    @DisplayName("H53 Under STORE a failure is replayed like any other answer")
    void underStoreAFailureIsReplayed(String way, int status) {
        Reply first = post("store", way, status);
        isThe(first, status);

        Answers.isReplay(post("store", way, status), first);
    }

    @ParameterizedTest(name = "H54 {1} by {0}")
    @MethodSource("failures")
    @DisplayName("H54 Under HOLD a failure goes to the first client and holds the key")
    void underHoldAFailureHoldsTheKey(String way, int status) {
        isThe(post("hold", way, status), status);

        for (int i = 0; i < 2; i++) {
            Answers.isOutcomeUnknown(post("hold", way, status));
        }
        assertThat(runs.of("failing")).isOne();
    }

    @ParameterizedTest(name = "H52 {0}")
    @ValueSource(strings = {"sendError", "statusException", "escaping"})
    @DisplayName("H52 A failure looks to the first client exactly as it does without protection")
    void aFailureLooksAsItDoesWithoutProtection(String way) {
        Reply recorded = post("store", way, 500);
        startAfresh();
        Reply released = post("release", way, 500);

        assertThat(recorded.answerHeaders()).isEqualTo(released.answerHeaders());
        assertThat(recorded.header("Content-Type")).isEqualTo("application/json");
        assertThat(recorded.text()).contains("\"path\":\"/failing/store/" + way + "/500\"");
    }

    @Test
    @DisplayName("H53 A replayed error page is the first one to the byte, its time stamp included")
    void aReplayedErrorPageIsTheFirstOne() {
        Reply first = post("store", "escaping", 500);
        assertThat(first.text()).contains("\"timestamp\":");

        assertThat(post("store", "escaping", 500).body()).isEqualTo(first.body());
    }

    @Test
    @DisplayName("H52 What a filter outside makes of an exception is a failure, since it cannot be recorded")
    void whatAFilterOutsideMakesOfAnException() {
        Answers.isFirst(post("release", "outside", 409), 409, "mapped outside");
        Answers.isFirst(post("release", "outside", 409), 200, "run 2");

        startAfresh();
        Answers.isFirst(post("store", "outside", 409), 409, "mapped outside");
        Answers.isNotRecorded(post("store", "outside", 409));

        startAfresh();
        Answers.isFirst(post("hold", "outside", 409), 409, "mapped outside");
        Answers.isOutcomeUnknown(post("hold", "outside", 409));
    }

    @Test
    @DisplayName(
            "H52 A commit whose reply got lost may have taken effect, so the key is not freed but left to its lease")
    void aLostReplyIsTreatedLikeACrash() {
        isThe(post("release", "replyLost", 500), 500);

        Answers.isInProgress(post("release", "replyLost", 500));
        assertThat(runs.of("failing")).isOne();
    }

    private Reply post(String policy, String way, int status) {
        return client.post("/failing/" + policy + "/" + way + "/" + status)
                .key(key)
                .send();
    }

    private void isThe(Reply first, int status) {
        assertThat(first.status()).as("%s", first).isEqualTo(status);
        assertThat(first.first()).isTrue();
        assertThat(runs.of("failing")).isOne();
    }
}
