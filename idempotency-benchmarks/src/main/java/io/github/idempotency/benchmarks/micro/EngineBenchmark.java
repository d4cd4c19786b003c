package io.github.idempotency.benchmarks.micro;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.TransactionMode;
import io.github.idempotency.WhenAbandoned;
import io.github.idempotency.WhenFails;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.engine.Admission;
import io.github.idempotency.engine.CallPolicy;
import io.github.idempotency.engine.EngineSettings;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.engine.ProtectedCall;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A whole protected call over the in-memory store: claim, heartbeat, completion; and the replay of one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EngineBenchmark {

    private static final String OPERATION = "POST /payments";
    private static final int MAX_RECORDS = 5_000_000;
    private static final long MAX_BYTES = 4L * 1024 * 1024 * 1024;

    private static final CallPolicy POLICY = new CallPolicy(
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            WhenInProgress.REJECT,
            Duration.ZERO,
            WhenAbandoned.REEXECUTE,
            WhenStoreFails.REFUSE,
            WhenFails.RELEASE,
            TransactionMode.SEPARATE);

    private final Fingerprint fingerprint = Fingerprint.of("{\"amount\":49.90}");
    private final Outcome outcome = Outcome.result(new byte[512]);
    private IdempotencyEngine engine;
    private ProtectedCall settled;
    private long number;

    @Setup
    public void start() {
        InMemoryIdempotencyStore store = new InMemoryIdempotencyStore(MAX_RECORDS, MAX_BYTES, outcome.payload().length);
        engine = new IdempotencyEngine(store, EngineSettings.DEFAULTS, event -> {});
        settled = new ProtectedCall(key("settled"), fingerprint, OPERATION, POLICY.withRetention(Duration.ofHours(1)));
        ((Admission.Run) engine.admit(settled)).execution().complete(outcome);
    }

    /** The keys are made here, too; each call is forgotten again, so that memory does not grow. */
    @Benchmark
    public Object claimAndRelease() {
        return ((Admission.Run) engine.admit(call("new-" + number++)))
                .execution()
                .release();
    }

    /** Records stay for their retention of one second, and are forgotten by later claims. */
    @Benchmark
    public Object claimAndComplete() {
        return ((Admission.Run) engine.admit(call("new-" + number++)))
                .execution()
                .complete(outcome);
    }

    @Benchmark
    public Object replay() {
        return engine.admit(settled);
    }

    private ProtectedCall call(String key) {
        return new ProtectedCall(key(key), fingerprint, OPERATION, POLICY);
    }

    private static IdempotencyKey key(String key) {
        return IdempotencyKey.of("http", "shop", key);
    }

    @TearDown
    public void stop() {
        engine.close();
    }
}
