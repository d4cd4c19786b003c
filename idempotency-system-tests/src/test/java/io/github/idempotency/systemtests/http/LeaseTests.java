package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.test.FlakyStore.Verb;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Owners that live longer than their lease, owners that lose it, and records that reach their end. */
class LeaseTests extends HttpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Autowired
    private Heard heard;

    @BeforeEach
    void forget() {
        heard.forget();
    }

    @AfterEach
    void letHandlersEnd() {
        doors.open(key);
    }

    @Test
    @DisplayName("H58 The lease of a handler that takes longer is renewed, also past a failed renewal")
    void theLeaseOfALivingHandlerIsRenewed() {
        int renewals = store.calls(Verb.RENEW);
        store.on(Verb.RENEW).refuse();
        CompletableFuture<Reply> first = send("reexecute", 200);
        doors.awaitArrival(key);

        await().atMost(PATIENCE).until(() -> store.calls(Verb.RENEW) - renewals >= 6); // some two leases
        Answers.isInProgress(send("reexecute", 200).join());
        doors.open(key);

        Answers.isFirst(first.join(), 200, "run 1");
        Answers.isReplay(send("reexecute", 200).join(), first.join());
        assertThat(heard.all(EngineEvent.LeaseLost.class)).isEmpty();
    }

    @Test
    @DisplayName("H57 H59 An owner that went silent is replaced, and its late answer is its client's alone")
    void anOwnerThatWentSilentIsReplaced() {
        store.on(Verb.RENEW).always().refuse();
        CompletableFuture<Reply> first = send("reexecute", 200);
        doors.awaitArrival(key);
        Answers.isInProgress(send("reexecute", 200).join());

        Reply second = firstThatIsNot409();
        Answers.isFirst(second, 200, "run 2");
        doors.open(key);

        Answers.isFirst(first.join(), 200, "run 1");
        Answers.isReplay(send("reexecute", 200).join(), second);
        assertThat(heard.all(EngineEvent.LeaseLost.class)).hasSize(1);
        assertThat(heard.all(EngineEvent.Started.class))
                .extracting(EngineEvent.Started::attempt)
                .containsExactly(1, 2);
        assertThat(heard.all(EngineEvent.Ended.class))
                .extracting(EngineEvent.Ended::ending)
                .containsExactly(Ending.RECORDED, Ending.LOST);
    }

    @Test
    @DisplayName("H60 The late failure of a replaced owner does not free the key")
    void theLateFailureOfAReplacedOwner() {
        store.on(Verb.RENEW).always().refuse();
        CompletableFuture<Reply> first = send("reexecute", 500);
        doors.awaitArrival(key);

        Reply second = firstThatIsNot409("reexecute", 500);
        doors.open(key);

        Answers.isFirst(first.join(), 500, "run 1");
        Answers.isReplay(send("reexecute", 500).join(), second);
        assertThat(runs.of("lease")).isEqualTo(2);
    }

    @Test
    @DisplayName("H57 Under HOLD nobody replaces an owner that went silent; its late answer still counts")
    void underHoldNobodyReplacesAnOwner() {
        store.on(Verb.RENEW).always().refuse();
        CompletableFuture<Reply> first = send("hold", 200);
        doors.awaitArrival(key);

        Answers.isOutcomeUnknown(await().atMost(PATIENCE)
                .until(() -> send("hold", 200).join(), reply -> reply.text().contains("outcome-unknown")));
        assertThat(runs.of("lease")).isOne();
        doors.open(key);

        Answers.isFirst(first.join(), 200, "run 1");
        Answers.isReplay(send("hold", 200).join(), first.join());
    }

    @ParameterizedTest(name = "H65 {0}")
    @ValueSource(ints = {200, 409})
    @DisplayName("H65 After its retention a key is new")
    void afterItsRetentionAKeyIsNew(int status) {
        doors.open(key);
        Reply first = send("brief", status).join();
        Answers.isFirst(first, status, "run 1");
        Answers.isReplay(send("brief", status).join(), first);

        Reply next = await().atMost(PATIENCE).until(() -> send("brief", status).join(), Reply::first);
        Answers.isFirst(next, 200, "run 2");
    }

    @Test
    @DisplayName("H65 After its retention a key may come with another request")
    void afterItsRetentionAKeyMayComeWithAnotherRequest() {
        doors.open(key);
        send("brief", 200).join();
        assertThat(send("brief", 201).join().status()).isEqualTo(422);

        Reply next = await().atMost(PATIENCE).until(() -> send("brief", 201).join(), reply -> reply.status() != 422);
        Answers.isFirst(next, 200, "run 2");
    }

    @Test
    @DisplayName("H61 However a key expires in between, no handler runs without a claim of its own")
    void noHandlerRunsWithoutAClaim() throws Exception {
        doors.open(key);
        Callable<Boolean> manyRequests = () -> {
            boolean onlyAnswersAndRefusals = true;
            while (runs.of("lease") < 6) {
                int status = send("fleeting", 200).join().status();
                onlyAnswersAndRefusals &= status == 200 || status == 409;
            }
            return onlyAnswersAndRefusals;
        };
        ExecutorService clients = Executors.newFixedThreadPool(6);
        try {
            for (Future<Boolean> each : clients.invokeAll(Collections.nCopies(6, manyRequests), 60, TimeUnit.SECONDS)) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            clients.shutdownNow();
        }

        assertThat(runs.of("lease"))
                .isEqualTo(heard.all(EngineEvent.Started.class).size());
    }

    private Reply firstThatIsNot409() {
        return firstThatIsNot409("reexecute", 200);
    }

    private Reply firstThatIsNot409(String way, int status) {
        return await().atMost(PATIENCE).until(() -> send(way, status).join(), reply -> reply.status() != 409);
    }

    private CompletableFuture<Reply> send(String way, int status) {
        return client.post("/leases/" + way + "/" + status + "/" + key).key(key).sendAsync();
    }
}
