package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers rendered after the handler has returned: by views, redirects and forwards. */
class ViewTests extends HttpTest {

    @ParameterizedTest(name = "H18 {0}")
    @ValueSource(strings = {"named/receipt", "model-and-view"})
    @DisplayName("H18 What a view renders is recorded")
    void whatAViewRendersIsRecorded(String path) {
        Reply first = post(path);
        Answers.isFirst(first, 200, "<p>Zoë, run 1");
        assertThat(first.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");

        Answers.isReplay(post(path), first);
        assertThat(runs.of("view")).isOne();
    }

    @Test
    @DisplayName("H21 A redirecting view is recorded")
    void aRedirectingViewIsRecorded() {
        Reply first = post("redirect");
        assertThat(first.status()).isEqualTo(302);
        assertThat(first.header("Location")).endsWith("/orders/1");
        assertThat(first.body()).isEmpty();

        Answers.isReplay(post("redirect"), first);
        assertThat(post("redirect").header("Location")).endsWith("/orders/1");
    }

    @ParameterizedTest(name = "H77 {0}")
    @CsvSource({
        "forward/plain, 200",
        "forward/protected, 200",
        "forward/refused, 409",
        "dispatch/plain, 200",
        "dispatch/protected, 200",
        "dispatch/refused, 409"
    })
    @DisplayName("H77 What another handler answers after a forward is recorded, protected or not")
    void whatIsAnsweredAfterAForwardIsRecorded(String path, int status) {
        Reply first = post(path);
        Answers.isFirst(first, status, "{\"run\":1}");
        assertThat(first.header("Content-Type")).startsWith("application/json");

        Answers.isReplay(post(path), first);
        assertThat(runs.of("view")).isOne();
    }

    @ParameterizedTest(name = "H77 {0}")
    @ValueSource(strings = {"named/broken", "forward/nowhere"})
    @DisplayName("H77 A view that fails or leads nowhere is answered by the error page, once")
    void aViewThatFailsIsAnsweredByTheErrorPage(String path) {
        Reply first = post(path);
        assertThat(first.status()).isIn(404, 500);
        assertThat(first.text()).contains("\"status\":" + first.status());

        Reply second = post(path);
        if (first.status() == 404) {
            Answers.isReplay(second, first);
        } else {
            Answers.isNotRecorded(second);
        }
        assertThat(runs.of("view")).isOne();
    }

    @ParameterizedTest(name = "H77 {0} {1}")
    @CsvSource({
        "/views/unprotected, answering, 200",
        "/views/unprotected, refusing, 409",
        "/old/views/answering, answering, 200",
        "/old/views/answering, refusing, 409"
    })
    @DisplayName("H77 A protected handler that is reached by a forward is protected")
    void aProtectedHandlerReachedByAForward(String from, String how, int status) {
        String path = from + "/" + how;
        Reply first = client.post(path).key(key).send();
        Answers.isFirst(first, status, "{\"run\":1}");

        Answers.isReplay(client.post(path).key(key).send(), first);
        Problem.of(client.post(path).send()).is(400, "idempotency-key-missing", "Idempotency-Key is missing", false);
        assertThat(runs.of("view")).isOne();
    }

    @ParameterizedTest(name = "H52 {0}")
    @ValueSource(strings = {"/views/unprotected", "/old/views/answering"})
    @DisplayName("H52 and its failure frees the key")
    void itsFailureFreesTheKey(String from) {
        Reply first = client.post(from + "/failing").key(key).send();
        assertThat(first.status()).isEqualTo(500);
        assertThat(first.text()).contains("\"status\":500");

        Reply second = client.post(from + "/failing").key(key).send();
        Answers.isFirst(second, 200, "{\"run\":2}");
        Answers.isReplay(client.post(from + "/failing").key(key).send(), second);
    }

    private Reply post(String path) {
        return client.post("/views/" + path).key(key).send();
    }
}
