package io.github.idempotency.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refusals as clients read them. */
class ProblemTests {

    private final Problems problems = new Problems(WebSettings.defaults());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    KEY_MISSING         | 400 | Idempotency-Key is missing
                    KEY_INVALID         | 400 | Invalid Idempotency-Key
                    KEY_REUSED          | 422 | Idempotency-Key is already used
                    IN_PROGRESS         | 409 | A request is outstanding for this Idempotency-Key
                    OUTCOME_UNKNOWN     | 409 | The outcome of the first request with this Idempotency-Key is unknown
                    ANSWER_NOT_RECORDED | 409 | The answer to the first request with this Idempotency-Key was not recorded
                    REQUEST_TOO_LARGE   | 413 | The request is too large to be protected
                    STORE_UNAVAILABLE   | 503 | Repeated requests cannot be recognised at the moment
                    RECORD_UNREADABLE   | 500 | The record of this Idempotency-Key cannot be read
                    """)
    void everyRefusalHasItsStatusAndTitle(Rejection why, int status, String title) {
        Problem problem = problems.of(new CallRejectedException(why, "because"));

        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.title()).isEqualTo(title);
        assertThat(problem.detail()).isEqualTo("because");
        assertThat(problem.code()).isEqualTo(why.code());
        assertThat(problem.type()).isEqualTo("https://idempotency.github.io/problems#" + why.code());
        assertThat(problem.retryable()).isEqualTo(why.retryable());
        assertThat(problem.retryAfter() != null).isEqualTo(why.retryable());
    }

    @ParameterizedTest
    @CsvSource({"4999, 4999", "5000, 5000", "5001, 5000", "60000, 5000"})
    void nobodyIsSentAwayForLongerThanFiveSeconds(long known, long told) {
        Problem problem =
                problems.of(new CallRejectedException(Rejection.IN_PROGRESS, "busy", Duration.ofMillis(known), null));

        assertThat(problem.retryAfter()).isEqualTo(Duration.ofMillis(told));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "999, 1", "1000, 1", "1001, 2", "5000, 5"})
    void secondsAreRoundedUpSoThatNobodyComesTooEarly(long millis, String seconds) {
        assertThat(problem("x", Duration.ofMillis(millis)).retryAfterSeconds()).isEqualTo(seconds);
        assertThat(problem("x", null).retryAfterSeconds()).isNull();
    }

    @Test
    void theDocumentIsJsonWhateverTheDetailHolds() {
        assertThat(problem("say \"no\" \\ to\n\u001f caf\u00e9 ~ ", null).json())
                .isEqualTo("{\"type\":\"t\",\"title\":\"T\",\"status\":409,"
                        + "\"detail\":\"say \\\"no\\\" \\\\ to\\u000a\\u001f caf\u00e9 ~ \","
                        + "\"code\":\"c\",\"retryable\":true}");
    }

    @Test
    void aKeyWhereItIsNotSupportedIsRefusedForGood() {
        Problem problem = problems.unsupported();

        assertThat(problem.status()).isEqualTo(501);
        assertThat(problem.title()).isEqualTo("Idempotency-Key is not supported here");
        assertThat(problem.detail()).contains("without the header Idempotency-Key");
        assertThat(problem.type()).endsWith("#idempotency-key-unsupported");
        assertThat(problem.code()).isEqualTo("idempotency-key-unsupported");
        assertThat(problem.retryable()).isFalse();
        assertThat(problem.retryAfter()).isNull();
    }

    @Test
    void anApplicationMayHaveDocumentationOfItsOwn() {
        Problems own = new Problems(
                Settings.with().documentation("https://shop.example/keys").build());

        assertThat(own.documentationUrl()).isEqualTo("https://shop.example/keys");
        assertThat(own.unsupported().type()).isEqualTo("https://shop.example/keys#idempotency-key-unsupported");
        assertThat(problems.documentationUrl()).isEqualTo("https://idempotency.github.io/problems");
    }

    private static Problem problem(String detail, Duration retryAfter) {
        return new Problem(409, "t", "T", detail, "c", true, retryAfter);
    }
}
