package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Requests with the same key at the same time, at two instances of the shop over one store. */
class ConcurrencyTests extends HttpTest {

    private static final int CLIENTS = 64;
    private static final String TEA = "{\"item\":\"tea\",\"count\":2}";

    private static @Nullable Shop second;

    @BeforeEach
    void startASecondInstance() {
        if (second == null) {
            second = Shop.start(store);
        }
        second.bean(Runs.class).forget();
    }

    @AfterAll
    static void stopTheSecondInstance() {
        second.close();
    }

    @RepeatedTest(value = 5, name = "H42 Of many at once one runs, {currentRepetition}")
    void ofManyAtOnceOneRuns() throws Exception {
        List<Reply> replies = race("/orders", TEA);

        assertThat(runs.of("place") + second.bean(Runs.class).of("place")).isOne();
        assertThat(replies)
                .filteredOn(reply -> reply.status() == 201 && reply.first())
                .hasSize(1);
        List<Reply> others = replies.stream()
                .filter(reply -> reply.status() != 201 || !reply.first())
                .toList();
        assertThat(others).allSatisfy(reply -> {
            if (reply.status() == 409) {
                Problem.of(reply)
                        .is(409, "request-in-progress", "A request is outstanding for this Idempotency-Key", true);
            } else {
                assertThat(reply.status()).isEqualTo(201);
                assertThat(reply.replayed()).isTrue();
                assertThat(reply.text()).isEqualTo("{\"number\":1,\"item\":\"tea\",\"count\":2}");
            }
        });
    }

    @Test
    @DisplayName("H42 Of many at once that may wait one runs, and all get its answer")
    void ofManyThatWaitAllGetTheAnswer() throws Exception {
        doors.open(key);
        second.bean(Doors.class).open(key);

        List<Reply> replies = race("/patient/" + key, TEA);

        assertThat(runs.of("patient") + second.bean(Runs.class).of("patient")).isOne();
        assertThat(replies).allSatisfy(reply -> assertThat(reply.text()).isEqualTo("1 " + TEA));
        assertThat(replies).filteredOn(Reply::first).hasSize(1);
    }

    @Test
    @DisplayName("H43, H44 A duplicate of a running request is refused and told when to come again")
    void aDuplicateOfARunningRequestIsRefused() {
        CompletableFuture<Reply> first = slow(client).sendAsync();
        doors.awaitArrival(key);

        for (Client each : List.of(client, new Client(second.port()))) {
            Reply duplicate = slow(each).send();
            Problem.of(duplicate)
                    .is(409, "request-in-progress", "A request is outstanding for this Idempotency-Key", true);
            assertThat(Integer.parseInt(duplicate.header("Retry-After"))).isBetween(1, 5);
            assertThat(duplicate.header("Link")).contains("describedby");
        }

        doors.open(key);
        assertThat(first.join().status()).isEqualTo(200);
        assertThat(runs.of("slow")).isOne();
    }

    @Test
    @DisplayName("H45 After the first has ended, the refused duplicate gets its answer")
    void theRefusedDuplicateGetsTheAnswerLater() {
        CompletableFuture<Reply> first = slow(client).sendAsync();
        doors.awaitArrival(key);
        assertThat(slow(client).send().status()).isEqualTo(409);
        assertThat(slow(client).send().status()).isEqualTo(409);
        doors.open(key);
        Reply answer = first.join();

        for (Client each : List.of(client, new Client(second.port()))) {
            Reply again = slow(each).send();
            assertThat(again.replayed()).isTrue();
            assertThat(again.body()).isEqualTo(answer.body());
            assertThat(again.answerHeaders()).isEqualTo(answer.answerHeaders());
            assertThat(again.has("Retry-After")).isFalse();
        }
        assertThat(runs.of("slow")).isOne();
    }

    private Client.Call slow(Client at) {
        return at.post("/slow/" + key).key(key).body("text/plain", "tea");
    }

    /** The same request from many clients at the same moment, half of them at each instance. */
    private List<Reply> race(String path, String body) throws Exception {
        Client[] instances = {client, new Client(second.port())};
        CyclicBarrier start = new CyclicBarrier(CLIENTS);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<Reply>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Client instance = instances[i % instances.length];
                running.add(clients.submit(() -> {
                    start.await();
                    return instance.post(path).key(key).json(body).send();
                }));
            }
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> each : running) {
                replies.add(each.get());
            }
            return replies;
        } finally {
            clients.shutdownNow();
        }
    }
}
