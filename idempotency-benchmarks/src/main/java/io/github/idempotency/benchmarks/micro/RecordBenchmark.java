package io.github.idempotency.benchmarks.micro;

import io.github.idempotency.codec.RecordedPayload;
import io.github.idempotency.codec.TraceReference;
import io.github.idempotency.web.http.RecordedResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What is stored of a response of 512 bytes, written and read. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecordBenchmark {

    private final RecordedResponse response = new RecordedResponse(
            201,
            List.of(
                    new RecordedResponse.Header("Location", "/payments/0f7c1a52-6f0e-4f7e-9d0b-3f3f0f3c1f6e"),
                    new RecordedResponse.Header("Content-Type", "application/json")),
            new byte[512]);
    private final TraceReference trace = new TraceReference("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331");
    private final byte[] encoded = response.encode();
    private final byte[] traced = new RecordedPayload(encoded, trace).encode();

    @Benchmark
    public Object encode() {
        return new RecordedPayload(response.encode(), null).encode();
    }

    @Benchmark
    public Object decode() {
        return RecordedResponse.decode(RecordedPayload.decode(encoded).content());
    }

    @Benchmark
    public Object encodeWithTrace() {
        return new RecordedPayload(response.encode(), trace).encode();
    }

    @Benchmark
    public Object decodeWithTrace() {
        return RecordedResponse.decode(RecordedPayload.decode(traced).content());
    }
}
