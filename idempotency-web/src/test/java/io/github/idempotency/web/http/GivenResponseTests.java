package io.github.idempotency.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.spring.operator.GivenAnswer;
import io.github.idempotency.spring.operator.OperatorException;
import io.github.idempotency.web.http.RecordedResponse.Header;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that operators give instead of a handler. */
class GivenResponseTests {

    private final GivenResponse responses =
            new GivenResponse(Settings.with().limits(100, 8).build());

    @Test
    void aWholeResponseIsRecordedAsGiven() {
        RecordedResponse response = responses.of(
                answer(201, "application/json", "{\"a\":1}", "Location: /orders/1", "X-Note:  two words\t"));

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.headers())
                .containsExactly(
                        new Header("Content-Type", "application/json"),
                        new Header("Location", "/orders/1"),
                        new Header("X-Note", "two words"));
        assertThat(response.body()).isEqualTo("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aResponseNeedsNoBody() {
        RecordedResponse response = responses.of(answer(204, null, null));

        assertThat(response.headers()).isEmpty();
        assertThat(response.body()).isEmpty();
        assertThat(responses.of(answer(200, "text/plain", null)).headers()).hasSize(1);
        assertThat(responses.of(answer(304, null, "")).body()).isEmpty();
    }

    @Test
    void theBodyIsWrittenInItsCharset() {
        assertThat(responses
                        .of(answer(200, "text/plain;charset=ISO-8859-1", "caf\u00e9"))
                        .body())
                .containsExactly('c', 'a', 'f', 0xE9);
        assertThat(responses.of(answer(200, "text/plain", "\u00e9")).body()).containsExactly(0xC3, 0xA9);
        isRefused(answer(200, "text/plain;charset=US-ASCII", "caf\u00e9"), "charset US-ASCII");
        isRefused(answer(200, "text/plain;charset=ISO-2022-CN", "x"), "charset ISO-2022-CN");
    }

    @Test
    void aBodyMayBeAsLongAsAnyAnswer() {
        assertThat(responses.of(answer(200, "text/plain", "12345678")).body()).hasSize(8);
        isRefused(answer(200, "text/plain", "123456789"), "longer than the 8 bytes");
    }

    @Test
    void onlyFinalStatusesAreAnswers() {
        for (int status : List.of(200, 599)) {
            assertThat(responses.of(answer(status, null, null)).status()).isEqualTo(status);
        }
        for (Integer status : new Integer[] {null, 199, 600}) {
            isRefused(answer(status, null, null), "between 200 and 599, this one is " + (status == null ? 0 : status));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 429, 503})
    void whatIsNeverRecordedIsNoAnswer(int status) {
        isRefused(answer(status, null, null), "status " + status + " is never recorded");
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 205, 304})
    void someStatusesHaveNoBody(int status) {
        isRefused(answer(status, "text/plain", "x"), "status " + status + " has no body");
    }

    @Test
    void aBodyNeedsAType() {
        isRefused(answer(200, null, "x"), "needs a 'contentType'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "text/*", "*/*", "text/plain;charset=nonsense", "a/b;c=\"\u00e9\""})
    void whatIsNoMediaTypeIsRefused(String type) {
        isRefused(answer(200, type, null), "'contentType' is no media type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Name", "Name:", ": value", "Na me: x", "Name: caf\u00e9", "Name: a\nb", ""})
    void whatIsNoHeaderLineIsRefused(String line) {
        isRefused(answer(200, null, null, line), "reads 'Name: value'");
    }

    @Test
    void someHeadersAreNotForOperators() {
        isRefused(answer(200, null, null, "content-type: text/plain"), "given as 'contentType'");
        isRefused(answer(200, null, null, "Set-Cookie: a=b"), "header Set-Cookie belongs to the single exchange");
        isRefused(answer(200, null, null, "content-encoding: gzip"), "header content-encoding belongs");
    }

    private void isRefused(GivenAnswer answer, String why) {
        assertThatThrownBy(() -> responses.of(answer))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining(why)
                .extracting(e -> ((OperatorException) e).reason())
                .isEqualTo(OperatorException.Reason.INVALID);
    }

    private static GivenAnswer answer(Integer status, String type, String body, String... headers) {
        return new GivenAnswer(status, type, List.of(headers), body, null, null);
    }
}
