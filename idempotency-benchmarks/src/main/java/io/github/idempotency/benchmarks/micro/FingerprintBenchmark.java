package io.github.idempotency.benchmarks.micro;

import io.github.idempotency.Fingerprint;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The digest of a request body; bytes divided by nanoseconds are gigabytes a second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FingerprintBenchmark {

    @Param({"200", "10000", "1000000"})
    public int bytes;

    private byte[] body;

    @Setup
    public void fill() {
        body = new byte[bytes];
        new Random(1).nextBytes(body);
    }

    @Benchmark
    public Object digest() {
        return Fingerprint.of(body);
    }
}
