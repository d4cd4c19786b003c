package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals as they look unless the application says otherwise. */
class ProblemDocumentTests extends HttpTest {

    @ParameterizedTest(name = "H75 to a client that accepts {0}")
    @ValueSource(strings = {"application/problem+json", "application/json", "*/*", "text/html", "application/xml"})
    @DisplayName("H75 Refusals are problem documents, in a language that is named, and not for caches")
    void refusalsAreProblemDocuments(String accepted) {
        Reply refused = client.post("/raw/unread")
                .header("Accept", accepted)
                .header("Accept-Language", "de")
                .body("text/plain", "tea")
                .send();
        Problem.of(refused).is(400, "idempotency-key-missing", "Idempotency-Key is missing", false);
        assertThat(refused.header("Content-Language")).isEqualTo("en");
        assertThat(refused.header("Cache-Control")).contains("no-store");
        assertThat(refused.header("Link")).contains("rel=\"describedby\"");
        assertThat(Problem.of(refused).type()).endsWith("#idempotency-key-missing");
        assertThat(runs.of("raw")).isZero();
    }

    @Test
    @DisplayName("H75 A refused call inside a handler nobody protects is one as well")
    void aRefusedCallInsideAnUnprotectedHandler() {
        doors.open("open");
        String order = "/nesting/unprotected?door=open&order=" + key + "&amount=";
        Answers.isFirst(client.post(order + 5).send(), 200, "charge 1");

        Problem.of(client.post(order + 6).send())
                .is(422, "idempotency-key-reused", "Idempotency-Key is already used", false);
        assertThat(runs.of("charge")).isOne();
    }
}
