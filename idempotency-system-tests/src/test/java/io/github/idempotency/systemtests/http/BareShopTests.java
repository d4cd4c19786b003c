package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** A shop with its own look for refusals and without any error page, whose errors the container renders by itself. */
@Import(ProblemLooks.class)
@TestPropertySource(
        properties = {
            HttpTest.WITHOUT_SECURITY
                    + ",org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration",
            "server.http2.enabled=true"
        })
class BareShopTests extends HttpTest {

    @Test
    @DisplayName("H75 Refusals have the look the application gives them")
    void refusalsHaveTheLookTheApplicationGivesThem() {
        Reply missing = client.post("/slow/" + key).body("text/plain", "tea").send();
        isSorry(missing, 400, "idempotency-key-missing", false, "Idempotency-Key is missing");

        CompletableFuture<Reply> first =
                client.post("/slow/" + key).key(key).body("text/plain", "tea").sendAsync();
        doors.awaitArrival(key);
        isSorry(
                client.post("/slow/" + key).key(key).body("text/plain", "tea").send(),
                409,
                "request-in-progress",
                true,
                "A request is outstanding for this Idempotency-Key");
        isSorry(
                client.post("/slow/" + key)
                        .key(key)
                        .body("text/plain", "coffee")
                        .send(),
                422,
                "idempotency-key-reused",
                false,
                "Idempotency-Key is already used");
        doors.open(key);
        Reply answer = first.join();
        Answers.isReplay(
                client.post("/slow/" + key).key(key).body("text/plain", "tea").send(), answer);
    }

    @ParameterizedTest(name = "H51 {0}")
    @ValueSource(strings = {"sendError", "sendErrorText", "statusException"})
    @DisplayName("H51 A refusal only the container has rendered runs once, and a duplicate is told so")
    void aRefusalOnlyTheContainerHasRendered(String way) {
        Reply first = post("release", way, 409);
        assertThat(first.status()).isEqualTo(409);
        assertThat(first.header("Content-Type")).startsWith("text/html");

        Reply second = post("release", way, 409);
        isSorry(
                second,
                409,
                "answer-not-recorded",
                false,
                "The answer to the first request with this Idempotency-Key was not recorded");
        assertThat(runs.of("failing")).isOne();
    }

    @ParameterizedTest(name = "H52 {0} {1}")
    @CsvSource({
        "sendError, 500",
        "statusException, 500",
        "escaping, 500",
        "sendError, 503",
        "statusException, 429",
        "entity, 500"
    })
    @DisplayName("H52 H55 A failure only the container has rendered frees the key")
    void aFailureOnlyTheContainerHasRendered(String way, int status) {
        assertThat(post("release", way, status).status()).isEqualTo(status);

        Reply second = post("release", way, status);
        Answers.isFirst(second, 200, "run 2");
        Answers.isReplay(post("release", way, status), second);
    }

    @ParameterizedTest(name = "H54 {0}")
    @ValueSource(strings = {"sendError", "statusException", "escaping"})
    @DisplayName("H53 H54 and under STORE or HOLD does not")
    void underStoreOrHoldItDoesNot(String way) {
        assertThat(post("store", way, 500).status()).isEqualTo(500);
        assertThat(post("store", way, 500).header("X-Problem")).isEqualTo("answer-not-recorded");

        startAfresh();
        assertThat(post("hold", way, 500).status()).isEqualTo(500);
        assertThat(post("hold", way, 500).header("X-Problem")).isEqualTo("outcome-unknown");
    }

    @ParameterizedTest(name = "H77 {0}")
    @ValueSource(strings = {"release", "later", "intercepted"})
    @DisplayName("H77 Work that was done is not done again because its answer could not be rendered")
    void workThatWasDoneIsNotDoneAgain(String way) {
        assertThat(client.post("/rendering/" + way).key(key).send().status()).isEqualTo(500);

        assertThat(client.post("/rendering/" + way).key(key).send().header("X-Problem"))
                .isIn("answer-not-recorded", "request-in-progress");
        assertThat(runs.of("rendering")).isOne();
    }

    @Test
    @DisplayName("H78 Over HTTP/2 a replay is the same answer")
    void overHttp2() throws Exception {
        HttpClient http2 =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        HttpRequest.Builder to = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/large/stream?size=100000"))
                .header("Idempotency-Key", key);
        // The first request asks for the newer protocol, and its own answer may still come in the older one.
        http2.send(to.copy().GET().build(), HttpResponse.BodyHandlers.discarding());
        HttpRequest request =
                to.POST(HttpRequest.BodyPublishers.ofString("body")).build();
        HttpResponse<byte[]> first = http2.send(request, HttpResponse.BodyHandlers.ofByteArray());
        HttpResponse<byte[]> second = http2.send(request, HttpResponse.BodyHandlers.ofByteArray());

        assertThat(second.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(second.headers().allValues("Idempotent-Replayed")).containsExactly("true");
        assertThat(second.body()).hasSize(100_000).isEqualTo(first.body());
        assertThat(runs.of("large")).isOne();
    }

    private Reply post(String policy, String way, int status) {
        return client.post("/failing/" + policy + "/" + way + "/" + status)
                .key(key)
                .send();
    }

    private static void isSorry(Reply reply, int status, String code, boolean retryable, String title) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("text/xml;charset=UTF-8");
        assertThat(reply.header("X-Problem")).isEqualTo(code);
        assertThat(reply.text()).isEqualTo("<sorry retryable=\"" + retryable + "\">" + title + "</sorry>");
    }
}
