package io.github.idempotency.benchmarks.micro;

import io.github.idempotency.benchmarks.footprint.TypicalAnswers;
import io.github.idempotency.codec.RecordedPayload;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What {@code idempotency.compress-above} costs an answer that is above it, when it is recorded and when it is replayed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CompressionBenchmark {

    @Param({"1000", "10000", "100000"})
    private int body;

    private RecordedPayload payload = new RecordedPayload(new byte[0], null);
    private byte[] stored = {};

    @Setup
    public void prepare() {
        payload = new RecordedPayload(TypicalAnswers.response(1, body).encode(), null);
        stored = payload.encode(0);
        System.out.println(payload.content().length + " bytes, compressed " + stored.length);
    }

    @Benchmark
    public Object compress() {
        return payload.encode(0);
    }

    @Benchmark
    public Object decompress() {
        return RecordedPayload.decode(stored);
    }
}
