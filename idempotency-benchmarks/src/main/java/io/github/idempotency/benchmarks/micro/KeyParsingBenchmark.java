package io.github.idempotency.benchmarks.micro;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.web.http.KeyParser;
import io.github.idempotency.web.http.WebSettings;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From the header's text to the digest that stores know. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KeyParsingBenchmark {

    private final KeyParser parser = new KeyParser(WebSettings.defaults().keyRules());
    private final List<String> bare = List.of("8e03978e-40d5-43e8-bc93-6894a57f9324");
    private final List<String> quoted = List.of("\"8e03978e-40d5-43e8-bc93-6894a57f9324\"");

    @Benchmark
    public Object parseBare() {
        return parser.parse(bare);
    }

    @Benchmark
    public Object parseQuoted() {
        return parser.parse(quoted);
    }

    @Benchmark
    public Object derive() {
        return IdempotencyKey.of("http", "shop", "alice", "header", "", bare.get(0));
    }
}
