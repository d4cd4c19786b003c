package io.github.idempotency.benchmarks.micro;

import io.github.idempotency.web.http.WebSettings;
import io.github.idempotency.web.servlet.IdempotencyFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What the filter adds to requests that turn out not to be protected. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class UnprotectedRequestBenchmark {

    private final IdempotencyFilter filter = new IdempotencyFilter(WebSettings.defaults(), false);
    private final MockHttpServletRequest read = new MockHttpServletRequest("GET", "/payments/17");
    private final MockHttpServletRequest write = new MockHttpServletRequest("POST", "/carts");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Benchmark
    public void get(Blackhole hole) throws ServletException, IOException {
        filter.doFilter(read, response, chain(hole));
    }

    @Benchmark
    public void postWithoutKey(Blackhole hole) throws ServletException, IOException {
        filter.doFilter(write, response, chain(hole));
    }

    /** To take away from the others. */
    @Benchmark
    public void withoutFilter(Blackhole hole) throws ServletException, IOException {
        chain(hole).doFilter(write, response);
    }

    private static FilterChain chain(Blackhole hole) {
        return (request, response) -> hole.consume(request);
    }
}
