package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What tests say about answers. */
public final class Answers {

    private Answers() {}

    /** The reply repeats the first answer: status, headers and every byte, and says so. */
    static void isReplay(Reply reply, Reply first) {
        assertThat(reply.replayed()).as("Not a replay: %s", reply).isTrue();
        isTheSame(reply, first);
    }

    /** Both are one answer, as far as a client can see. */
    static void isTheSame(Reply reply, Reply first) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(first.status());
        assertThat(Arrays.equals(reply.body(), first.body()))
                .as("%s\n is not\n%s", reply, first)
                .isTrue();
        assertThat(headers(reply)).isEqualTo(headers(first));
    }

    /** Without what a filter of the shop adds, which is gone from a first answer that was reset. */
    private static Map<String, List<String>> headers(Reply reply) {
        Map<String, List<String>> headers = reply.answerHeaders();
        headers.remove("x-frame-options");
        return headers;
    }

    /** The reply is the answer of a handler that ran for it. */
    static void isFirst(Reply reply, int status, String text) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(status);
        assertThat(reply.text()).isEqualTo(text);
        assertThat(reply.first()).as("A replay: %s", reply).isTrue();
    }

    public static void isInProgress(Reply reply) {
        Problem.of(reply).is(409, "request-in-progress", "A request is outstanding for this Idempotency-Key", true);
        assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 5);
    }

    static void isOutcomeUnknown(Reply reply) {
        Problem.of(reply)
                .is(
                        409,
                        "outcome-unknown",
                        "The outcome of the first request with this Idempotency-Key is unknown",
                        false);
    }

    public static void isNotRecorded(Reply reply) {
        Problem.of(reply)
                .is(
                        409,
                        "answer-not-recorded",
                        "The answer to the first request with this Idempotency-Key was not recorded",
                        false);
    }
}
