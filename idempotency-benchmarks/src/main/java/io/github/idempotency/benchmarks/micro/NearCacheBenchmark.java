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
import io.github.idempotency.near.CaffeineSettledRecords;
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

/** The replay of an answer of 512 bytes out of the near cache; over whatever store, because none is asked. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NearCacheBenchmark {

    private static final long MAX_BYTES = 64L * 1024 * 1024;
    private static final Duration LONG = Duration.ofHours(24);

    private static final CallPolicy POLICY = new CallPolicy(
            Duration.ofSeconds(15),
            LONG,
            WhenInProgress.REJECT,
            Duration.ZERO,
            WhenAbandoned.REEXECUTE,
            WhenStoreFails.REFUSE,
            WhenFails.RELEASE,
            TransactionMode.SEPARATE);

    private final ProtectedCall settled = new ProtectedCall(
            IdempotencyKey.of("http", "shop", "settled"),
            Fingerprint.of("{\"amount\":49.90}"),
            "POST /payments",
            POLICY);
    private IdempotencyEngine engine;

    @Setup
    public void start() {
        engine = new IdempotencyEngine(
                new InMemoryIdempotencyStore(1_000, MAX_BYTES, 1_000),
                EngineSettings.DEFAULTS,
                event -> {},
                null,
                new CaffeineSettledRecords(MAX_BYTES, LONG));
        ((Admission.Run) engine.admit(settled)).execution().complete(Outcome.result(new byte[512]));
    }

    @Benchmark
    public Object nearReplay() {
        return engine.admit(settled);
    }

    @TearDown
    public void stop() {
        engine.close();
    }
}
