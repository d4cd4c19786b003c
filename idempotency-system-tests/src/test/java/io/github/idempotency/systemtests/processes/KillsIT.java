package io.github.idempotency.systemtests.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Processes of the shop are killed with SIGKILL at random instants while clients repeat every payment until it is
 * answered. There are two at any time: one of them is killed, started again, and serves from the first connection on.
 *
 * <p>{@code /transfers} is in same-transaction mode, and nothing but its key recognises a repetition.
 *
 * <p>{@code /settlements} has its key in a transaction of its own, so that a crash between the commit of the work and
 * the record of its answer leaves work that is done again ({@code when-abandoned: reexecute}): the key alone cannot
 * keep that ledger right, and the unique reference of a settlement is what does.
 *
 * <p>{@code -Dkills=200} sets the number of kills per test, {@code -Dkills.seed} repeats the random choices of a run.
 */
class KillsIT {

    private static final int KILLS = Integer.getInteger("kills", 5);
    private static final long SEED = Long.getLong("kills.seed", System.nanoTime());
    private static final int CLIENTS = 8;
    private static final int LONGEST_FIRE_MILLIS = 600;
    /** One newcomer in so many has to serve from its first connection on; the others are warm when the clients come. */
    private static final int COLD = 4;

    private static final Duration LEASE = Duration.ofSeconds(2);
    /** A lease nobody could wait for: in same-transaction mode there is none. */
    private static final Duration NEVER = Duration.ofMinutes(10);
    /** What a busy database may need to notice that a client has gone, and to roll back. */
    private static final Duration ROLLBACK = Duration.ofSeconds(1);

    private final String run = "kills-" + UUID.randomUUID() + "-";
    private final Random random = new Random(SEED);
    private final Observations seen = new Observations();
    private final List<ShopProcess> shops = new CopyOnWriteArrayList<>();
    private final AtomicBoolean open = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger payments = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);

    @Test
    void noTransferIsLostDoubledOrBlockedOnPostgres() throws Exception {
        everyPaymentIsMadeOnceAndAnsweredAlike(SharedStore.POSTGRES, "/transfers", NEVER, ROLLBACK);
    }

    @Test
    void noTransferIsLostDoubledOrBlockedOnMariaDb() throws Exception {
        everyPaymentIsMadeOnceAndAnsweredAlike(SharedStore.MARIADB, "/transfers", NEVER, ROLLBACK);
    }

    @Test
    void noSettlementIsLostDoubledOrBlockedBeyondItsLeaseOnPostgres() throws Exception {
        everyPaymentIsMadeOnceAndAnsweredAlike(SharedStore.POSTGRES, "/settlements", LEASE, LEASE);
    }

    @Test
    void noSettlementIsLostDoubledOrBlockedBeyondItsLeaseOnMariaDb() throws Exception {
        everyPaymentIsMadeOnceAndAnsweredAlike(SharedStore.MARIADB, "/settlements", LEASE, LEASE);
    }

    /** @param longestBlock how long a killed process may block a key */
    private void everyPaymentIsMadeOnceAndAnsweredAlike(
            SharedStore store, String path, Duration lease, Duration longestBlock) throws Exception {
        List<String> arguments = new ArrayList<>(store.arguments());
        arguments.add("--idempotency.lease=" + lease.toSeconds() + "s");
        shops.addAll(ShopProcess.start(List.of(arguments)));
        List<Future<Void>> clients = IntStream.range(0, CLIENTS)
                .mapToObj(i -> new PersistentClient(() -> shops, path, seen, random.nextLong()))
                .map(client -> threads.submit(() -> payOneAfterTheOther(client)))
                .toList();
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                ShopProcess newcomer = ShopProcess.launch(arguments);
                shops.add(newcomer);
                if (random.nextInt(COLD) == 0) {
                    newcomer.awaitConnections();
                } else {
                    newcomer.awaitStart();
                    new PersistentClient(() -> List.of(newcomer), path, seen, 0).pay(nextKey());
                }
                open.set(true);
                Thread.sleep(random.nextInt(LONGEST_FIRE_MILLIS));
                ShopProcess killed = shops.get(random.nextInt(shops.size()));
                killed.kill();
                open.set(false);
                shops.remove(killed);
            }
            over.set(true);
            for (Future<Void> client : clients) {
                client.get();
            }
            ShopProcess survivor = shops.get(0);
            survivor.awaitStart();
            System.out.printf("%s %s: %d kills (seed %d), %s%n", store, path, KILLS, SEED, seen);
            for (String key : List.copyOf(seen.answers.keySet())) {
                HttpResponse<String> replay = survivor.pay(path, key, key);
                assertThat(replay.headers().firstValue("Idempotent-Replayed")).hasValue("true");
                seen.answer(key, replay);
            }

            assertThat(seen.cutOff).as("requests that a kill has hit").hasPositiveValue();
            assertThat(seen.answers)
                    .hasSize(payments.get())
                    .allSatisfy((key, answers) -> assertThat(answers).as(key).hasSize(1));
            assertThat(Ledger.payments(survivor, path, run))
                    .hasSize(payments.get())
                    .allSatisfy((reference, count) -> assertThat(count).isEqualTo(1));
            assertThat(seen.longestBlocked()).isLessThanOrEqualTo(longestBlock);
            assertThat(seen.statuses.keySet()).isSubsetOf(201, 409);
        } finally {
            threads.shutdownNow();
            shops.forEach(ShopProcess::close);
        }
    }

    /** New payments begin only around a kill; what has begun is paid at any time. */
    private Void payOneAfterTheOther(PersistentClient client) throws InterruptedException {
        while (!over.get()) {
            if (open.get()) {
                client.pay(nextKey());
            } else {
                Thread.sleep(1);
            }
        }
        return null;
    }

    private String nextKey() {
        return run + payments.getAndIncrement();
    }
}
