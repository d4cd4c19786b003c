package io.github.idempotency.faults.history;

import java.util.Set;

/** What a client got for one call. */
public sealed interface Answer {

    /**
     * The application answered, by executing or by a replay.
     *
     * @param status of HTTP
     * @param replayed whether the answer was marked as a replay ({@code Idempotent-Replayed: true})
     * @param digest over status, content type and body, for example in SHA-256; equal exactly where these are
     * @param namedKey the key that the application named in the body
     * @param namedCaller the caller that the application named in the body
     * @param effect the effect that the application named in the body, see {@link Effect#effect}
     */
    record Success(int status, boolean replayed, String digest, String namedKey, String namedCaller, String effect)
            implements Answer {}

    /**
     * The call was refused, or failed in a way that is not recorded.
     *
     * @param status of HTTP
     * @param problem the member {@code code} of the problem document ({@code request-in-progress}, {@code outcome-unknown},
     *     {@code store-unavailable}, …); empty if the answer is none
     */
    record Refused(int status, String problem) implements Answer {

        private static final Set<String> BEFORE_THE_CLAIM = Set.of(
                "idempotency-key-missing",
                "idempotency-key-invalid",
                "idempotency-key-unsupported",
                "request-too-large",
                "record-unreadable");

        /** Another call with this key is said to be under way. */
        public boolean inProgress() {
            return problem.equals("request-in-progress");
        }

        /** The key is said to wait for an operator. */
        public boolean held() {
            return problem.equals("outcome-unknown");
        }

        /** The first call is said to have succeeded with an answer that could not be recorded. */
        public boolean notRecorded() {
            return problem.equals("answer-not-recorded");
        }

        /** The key is said to have been used for another request. */
        public boolean reused() {
            return problem.equals("idempotency-key-reused");
        }

        /** Nothing was executed, but the key may have been claimed without anybody knowing. */
        public boolean withoutStore() {
            return problem.equals("store-unavailable");
        }

        /** Nothing was executed and no claim made, and nothing is said about the key either. */
        public boolean beforeTheClaim() {
            return BEFORE_THE_CLAIM.contains(problem);
        }
    }

    /**
     * No answer: whether anything was done, or will still be done, is not known.
     *
     * @param why for people: connection cut, timeout, …
     */
    record None(String why) implements Answer {}
}
