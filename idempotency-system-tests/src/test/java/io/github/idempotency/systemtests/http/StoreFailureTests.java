package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.store.UnreadableRecordException;
import io.github.idempotency.test.FlakyStore.Verb;
import io.github.idempotency.test.Gate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Stores that cannot be reached, lose replies, hang, or hold what nobody can read. */
class StoreFailureTests extends HttpTest {

    private static final String UNAVAILABLE = "Repeated requests cannot be recognised at the moment";

    @Autowired
    private Heard heard;

    @BeforeEach
    void noWaiting() {
        heard.forget();
        doors.open(key);
    }

    @Test
    @DisplayName("H62 With the store down nothing runs, and the client is told to come back")
    void withTheStoreDownNothingRuns() {
        store.on(Verb.CLAIM).always().refuse();
        Reply refused = post("reexecute");
        Problem.of(refused).is(503, "store-unavailable", UNAVAILABLE, true);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 5);
        assertThat(runs.of("lease")).isZero();

        store.heal();
        Reply first =
                await().atMost(Duration.ofSeconds(10)).until(() -> post("reexecute"), reply -> reply.status() == 200);
        Answers.isFirst(first, 200, "run 1");
        Answers.isReplay(post("reexecute"), first);
    }

    @Test
    @DisplayName("H62 A claim whose reply was lost is simply repeated")
    void aClaimWhoseReplyWasLostIsRepeated() {
        store.on(Verb.CLAIM).dropReply();
        Reply first = post("reexecute");
        Answers.isFirst(first, 200, "run 1");
        Answers.isReplay(post("reexecute"), first);
    }

    @Test
    @DisplayName("H62 Under PROCEED the handler runs without protection while the store is down")
    void underProceedTheHandlerRunsWithoutProtection() {
        store.on(Verb.CLAIM).always().refuse();
        Answers.isFirst(post("proceed"), 200, "run 1");
        Answers.isFirst(post("proceed"), 200, "run 2");
        assertThat(heard.all(EngineEvent.Unprotected.class)).hasSize(2);

        store.heal();
        Reply first =
                await().atMost(Duration.ofSeconds(10)).until(() -> post("proceed"), reply -> reply.status() == 200);
        Answers.isFirst(first, 200, "run 3");
        Answers.isReplay(post("proceed"), first);
    }

    @Test
    @DisplayName("H63 The client gets its success although the store fails, and the record follows")
    void theClientGetsItsSuccessAlthoughTheStoreFails() {
        store.on(Verb.COMPLETE).always().refuse();
        Reply first = post("reexecute");
        Answers.isFirst(first, 200, "run 1");
        assertThat(heard.all(EngineEvent.Ended.class))
                .extracting(EngineEvent.Ended::ending)
                .containsExactly(Ending.DEFERRED);
        Answers.isInProgress(post("reexecute"));

        store.heal();
        Reply replay = await().atMost(Duration.ofSeconds(20)).until(() -> post("reexecute"), Reply::replayed);
        Answers.isReplay(replay, first);
        assertThat(heard.all(EngineEvent.EndedLate.class))
                .extracting(EngineEvent.EndedLate::ending)
                .containsExactly(Ending.RECORDED);
        assertThat(runs.of("lease")).isOne();
    }

    @Test
    @DisplayName("H63 A completion whose reply was lost is simply repeated")
    void aCompletionWhoseReplyWasLostIsRepeated() {
        store.on(Verb.COMPLETE).dropReply();
        Reply first = post("reexecute");
        Answers.isFirst(first, 200, "run 1");
        assertThat(heard.all(EngineEvent.Ended.class))
                .extracting(EngineEvent.Ended::ending)
                .containsExactly(Ending.RECORDED);
        Answers.isReplay(post("reexecute"), first);
    }

    @Test
    @DisplayName("H52 H63 A failure reaches the client although its key cannot be freed at once")
    void aFailureReachesTheClient() {
        store.on(Verb.RELEASE).times(3).refuse();
        Answers.isFirst(client.post("/leases/reexecute/500/" + key).key(key).send(), 500, "run 1");

        Reply second = await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> client.post("/leases/reexecute/500/" + key)
                                .key(key)
                                .send(),
                        reply -> reply.status() != 409);
        Answers.isFirst(second, 200, "run 2");
    }

    @Test
    @DisplayName("H27 The client gets nothing before the record is complete")
    void theClientGetsNothingBeforeTheRecordIsComplete() throws InterruptedException {
        Gate completion = store.on(Verb.COMPLETE).hang();
        CompletableFuture<Reply> first =
                client.post("/leases/proceed/200/" + key).key(key).sendAsync();
        assertThat(completion.awaitArrival(Duration.ofSeconds(20))).isTrue();
        assertThat(runs.of("lease")).isOne();
        assertThat(first).isNotDone();

        completion.open();
        Answers.isFirst(first.join(), 200, "run 1");
    }

    @ParameterizedTest(name = "H64 under {0}")
    @ValueSource(strings = {"reexecute", "hold", "proceed"})
    @DisplayName("H64 A record nobody can read is an error, never a second run")
    void aRecordNobodyCanRead(String way) {
        post(way);
        store.on(Verb.CLAIM).failWith(() -> new UnreadableRecordException("format 99", null));

        Problem.of(post(way)).is(500, "record-unreadable", "The record of this Idempotency-Key cannot be read", false);
        assertThat(heard.all(EngineEvent.Rejected.class)).hasSize(1);
        assertThat(runs.of("lease")).isOne();
    }

    private Reply post(String way) {
        return client.post("/leases/" + way + "/200/" + key).key(key).send();
    }
}
