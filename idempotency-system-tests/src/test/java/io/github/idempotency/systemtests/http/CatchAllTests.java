package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.test.FlakyStore.Verb;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Exception handlers that catch everything catch neither replays nor refusals. */
class CatchAllTests extends HttpTest {

    @BeforeEach
    void openTheDoor() {
        doors.open("open");
    }

    @Test
    @DisplayName("H18 A replay passes by")
    void aReplayPassesBy() {
        Reply first = post("open", "tea");
        Answers.isFirst(first, 200, "run 1");
        Answers.isReplay(post("open", "tea"), first);
    }

    @Test
    @DisplayName("H01 A missing key is a problem document")
    void aMissingKey() {
        Problem.of(client.post("/catch-all/open").body("text/plain", "tea").send())
                .is(400, "idempotency-key-missing", "Idempotency-Key is missing", false);
    }

    @Test
    @DisplayName("H31 A reused key is a problem document")
    void aReusedKey() {
        post("open", "tea");
        Problem.of(post("open", "coffee")).is(422, "idempotency-key-reused", "Idempotency-Key is already used", false);
    }

    @Test
    @DisplayName("H43 A request in progress is a problem document")
    void aRequestInProgress() {
        CompletableFuture<Reply> first = client.post("/catch-all/" + key)
                .key(key)
                .body("text/plain", "tea")
                .sendAsync();
        doors.awaitArrival(key);
        Answers.isInProgress(post(key, "tea"));
        doors.open(key);
        Answers.isFirst(first.join(), 200, "run 1");
    }

    @Test
    @DisplayName("H62 An unavailable store is a problem document")
    void anUnavailableStore() {
        store.on(Verb.CLAIM).always().refuse();
        Problem.of(post("open", "tea"))
                .is(503, "store-unavailable", "Repeated requests cannot be recognised at the moment", true);
        assertThat(runs.of("catch-all")).isZero();
    }

    @Test
    @DisplayName("H52 The handler's own failure is caught, and frees the key")
    void theHandlersOwnFailureIsCaught() {
        Answers.isFirst(post("open", "fail"), 500, "caught nearby");
        Answers.isFirst(post("open", "fail"), 200, "run 2");
    }

    @Test
    @DisplayName("H01 H18 H52 A resolver of the application that wants to be first is second to replays and refusals")
    void aResolverThatWantsToBeFirst() {
        Answers.isFirst(client.post("/eager").key(key).send(), 500, "caught eagerly");
        Reply first = client.post("/eager").key(key).send();
        Answers.isFirst(first, 200, "run 2");

        Answers.isReplay(client.post("/eager").key(key).send(), first);
        Problem.of(client.post("/eager").send())
                .is(400, "idempotency-key-missing", "Idempotency-Key is missing", false);
    }

    private Reply post(String door, String body) {
        return client.post("/catch-all/" + door)
                .key(key)
                .body("text/plain", body)
                .send();
    }
}
