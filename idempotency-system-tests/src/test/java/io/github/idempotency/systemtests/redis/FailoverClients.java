package io.github.idempotency.systemtests.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.TransactionMode;
import io.github.idempotency.WhenAbandoned;
import io.github.idempotency.WhenFails;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.engine.CallPolicy;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.engine.ProtectedCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Clients of two processes that share a store: each calls with ever new keys, repeats every call until it is answered, and
 * now and then asks again for what was answered before. Every answer names the execution it came from.
 */
final class FailoverClients implements AutoCloseable {

    private static final CallPolicy POLICY = new CallPolicy(
            Duration.ofSeconds(15),
            Duration.ofHours(1),
            WhenInProgress.REJECT,
            Duration.ZERO,
            WhenAbandoned.REEXECUTE,
            WhenStoreFails.REFUSE,
            WhenFails.RELEASE,
            TransactionMode.SEPARATE);
    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    private final List<IdempotencyEngine> processes;
    private final Map<IdempotencyKey, AtomicInteger> executions = new ConcurrentHashMap<>();
    private final Map<IdempotencyKey, String> answers = new ConcurrentHashMap<>();
    private final Queue<IdempotencyKey> answered = new ConcurrentLinkedQueue<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final List<Thread> clients;
    private volatile boolean stopped;

    FailoverClients(List<IdempotencyEngine> processes, int count) {
        this.processes = processes;
        this.clients = Stream.generate(() -> new Thread(this::run, "client"))
                .limit(count)
                .toList();
    }

    void start() {
        clients.forEach(Thread::start);
    }

    int answers() {
        return answers.size();
    }

    /** What must not happen and did. */
    Queue<String> violations() {
        return violations;
    }

    /** Ends the load, and then asks for everything that was answered once more. */
    void stopAndAskAgain() {
        close();
        answers.keySet().forEach(this::ask);
        executions.forEach((key, times) -> {
            if (times.get() > 1) {
                violations.add(key + " was executed " + times + " times");
            }
        });
    }

    private void run() {
        while (!stopped) {
            IdempotencyKey key = IdempotencyKey.of("failover", UUID.randomUUID().toString());
            ask(key);
            IdempotencyKey earlier = answered.poll();
            if (earlier != null) {
                ask(earlier);
            }
            if (answers.containsKey(key)) {
                answered.add(key);
            }
        }
    }

    /** Until it is answered, be it by one process or the other; what was not by the end is given up unless it was before. */
    private void ask(IdempotencyKey key) {
        while (!stopped || answers.containsKey(key)) {
            IdempotencyEngine process =
                    processes.get(ThreadLocalRandom.current().nextInt(processes.size()));
            try {
                String answer = call(process, key);
                String before = answers.putIfAbsent(key, answer);
                if (before != null && !before.equals(answer)) {
                    violations.add(key + " was answered with " + before + " and with " + answer);
                }
                return;
            } catch (CallRejectedException e) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private String call(IdempotencyEngine process, IdempotencyKey key) {
        return process.admit(new ProtectedCall(key, Fingerprint.of("asked"), "failover", POLICY))
                .fold(
                        execution -> {
                            int time = executions
                                    .computeIfAbsent(key, first -> new AtomicInteger())
                                    .incrementAndGet();
                            String answer = "execution " + time + " of " + key;
                            execution.complete(Outcome.result(answer.getBytes(UTF_8)));
                            return answer;
                        },
                        recorded -> new String(recorded.payload(), UTF_8),
                        () -> {
                            throw new IllegalStateException("Nothing runs unprotected here");
                        });
    }

    @Override
    public void close() {
        stopped = true;
        for (Thread client : clients) {
            try {
                client.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
