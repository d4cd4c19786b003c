package io.github.idempotency.faults;

import io.github.idempotency.faults.Tasks.Planned;
import io.github.idempotency.faults.Tasks.Task;
import io.github.idempotency.faults.history.Answer;
import io.github.idempotency.faults.history.CallKey;
import io.github.idempotency.faults.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** All clients, each on a thread of its own. */
final class Fleet {

    private static final int LAST_TRIES_SECONDS = 60;

    private final int clients;
    private final List<AppProcess> apps;
    private final History history;
    private final Tally tally;
    private final Tasks tasks;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    Fleet(Options options, List<AppProcess> apps, History history, Tally tally) {
        this.clients = options.clients();
        this.apps = apps;
        this.history = history;
        this.tally = tally;
        this.tasks = new Tasks(FaultRun.operations(options), options.seed());
    }

    void start() {
        for (int i = 0; i < clients; i++) {
            threads.add(Daemons.start("client-" + i, this::work));
        }
    }

    private void work() {
        try (Client client = new Client(apps, clients, history, tally)) {
            while (!over) {
                perform(client, tasks.next());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void perform(Client client, Task task) throws InterruptedException {
        Planned planned = task.planned();
        CallKey key = planned.key();
        // Before the key is answered, the other request could be the one that counts.
        boolean another = task.anotherRequest() && planned.isAnswered();
        String body = another ? Bodies.another(key.key()) : Bodies.of(key.key());
        Answer answer = client.settle(key, body, new Random(task.seed()), () -> over);
        if (answer instanceof Answer.Success) {
            planned.answered();
        }
    }

    /** Returns when every client has ended what it was waiting for. */
    void stop() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
        threads.clear();
    }

    /** @return how many got no final answer */
    long askOnceMore(List<CallKey> keys) throws InterruptedException {
        Queue<CallKey> left = new ConcurrentLinkedQueue<>(keys);
        AtomicLong unsettled = new AtomicLong();
        for (int i = 0; i < clients; i++) {
            threads.add(Daemons.start("closing-" + i, () -> askOnceMore(left, unsettled)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return unsettled.get();
    }

    private void askOnceMore(Queue<CallKey> left, AtomicLong unsettled) {
        try (Client client = new Client(apps, clients, history, tally)) {
            for (CallKey key = left.poll(); key != null; key = left.poll()) {
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LAST_TRIES_SECONDS);
                Answer answer = client.settle(
                        key, Bodies.of(key.key()), new Random(key.hashCode()), () -> System.nanoTime() > deadline);
                if (answer == null || !Client.isFinal(answer)) {
                    unsettled.incrementAndGet();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
