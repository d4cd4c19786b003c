package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.idempotency.engine.EngineEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Duplicates that wait for the first answer. */
class WaitingTests extends HttpTest {

    @Autowired
    private Heard heard;

    @BeforeEach
    void forget() {
        heard.forget();
    }

    @Test
    @DisplayName("H46 Duplicates wait and get the first answer")
    void duplicatesWaitAndGetTheFirstAnswer() {
        CompletableFuture<Reply> first = send("long", "");
        doors.awaitArrival(key);
        List<CompletableFuture<Reply>> duplicates = duplicates("");

        assertThat(duplicates).noneMatch(CompletableFuture::isDone);
        doors.open(key);

        Answers.isFirst(first.join(), 200, "run 1");
        duplicates.forEach(duplicate -> Answers.isReplay(duplicate.join(), first.join()));
        assertThat(runs.of("waiting")).isOne();
    }

    @Test
    @DisplayName("H46 After max-wait a duplicate is refused, and the first answer is none the worse")
    void afterMaxWaitADuplicateIsRefused() {
        CompletableFuture<Reply> first = send("short", "");
        doors.awaitArrival(key);

        Answers.isInProgress(send("short", "").join());
        assertThat(heard.all(EngineEvent.Waiting.class)).hasSize(1);
        doors.open(key);

        Answers.isFirst(first.join(), 200, "run 1");
        Answers.isReplay(send("short", "").join(), first.join());
    }

    @Test
    @DisplayName("H32 H46 A key that returns with another request does not wait")
    void anotherRequestDoesNotWait() {
        CompletableFuture<Reply> first = send("long", "");
        doors.awaitArrival(key);

        Problem.of(send("long", "?status=201").join())
                .is(422, "idempotency-key-reused", "Idempotency-Key is already used", false);
        doors.open(key);
        Answers.isFirst(first.join(), 200, "run 1");
    }

    @Test
    @DisplayName("H47 If the first call frees its key, exactly one of those who wait runs")
    void exactlyOneOfThoseWhoWaitRuns() {
        CompletableFuture<Reply> first = send("long", "?status=500");
        doors.awaitArrival(key);
        List<CompletableFuture<Reply>> duplicates = duplicates("?status=500");
        doors.open(key);

        Answers.isFirst(first.join(), 500, "run 1");
        List<Reply> replies = duplicates.stream().map(CompletableFuture::join).toList();
        assertThat(replies).allSatisfy(reply -> {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text()).isEqualTo("run 2");
        });
        assertThat(replies).filteredOn(Reply::first).hasSize(1);
        assertThat(replies).filteredOn(Reply::replayed).hasSize(replies.size() - 1);
        assertThat(runs.of("waiting")).isEqualTo(2);
    }

    @Test
    @DisplayName("H45 A refusal is never the recorded answer")
    void aRefusalIsNeverTheRecordedAnswer() {
        CompletableFuture<Reply> first =
                client.post("/slow/" + key).key(key).body("text/plain", "tea").sendAsync();
        doors.awaitArrival(key);
        for (int i = 0; i < 3; i++) {
            Answers.isInProgress(client.post("/slow/" + key)
                    .key(key)
                    .body("text/plain", "tea")
                    .send());
        }
        doors.open(key);

        assertThat(first.join().status()).isEqualTo(200);
        Answers.isReplay(
                client.post("/slow/" + key).key(key).body("text/plain", "tea").send(), first.join());
    }

    /** Eight of them, all waiting. */
    private List<CompletableFuture<Reply>> duplicates(String query) {
        List<CompletableFuture<Reply>> duplicates =
                IntStream.range(0, 8).mapToObj(i -> send("long", query)).toList();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> heard.all(EngineEvent.Waiting.class).size() == 8);
        return duplicates;
    }

    private CompletableFuture<Reply> send(String way, String query) {
        return client.post("/waiting/" + way + "/" + key + query).key(key).sendAsync();
    }
}
