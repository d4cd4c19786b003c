package io.github.idempotency.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An application to measure: it answers {@code POST /payments} once per idempotency key and {@code GET /executions} with
 * the number of payments it has executed.
 *
 * @param process whose processor time is its own; {@code null} where it is not known
 */
record Target(String name, URI address, @Nullable ProcessHandle process) {

    /** @throws IOException if it does not answer with a number */
    long executions() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/executions"))
                .timeout(Duration.ofSeconds(10))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        try {
            return Long.parseLong(response.body().trim());
        } catch (NumberFormatException e) {
            throw new IOException(
                    name + " has to answer GET " + request.uri() + " with a number, and said " + response.statusCode(),
                    e);
        }
    }

    /** Of the application alone, in nanoseconds. */
    long processorNanos() {
        return process == null ? 0 : nanosOf(process);
    }

    static long nanosOf(ProcessHandle process) {
        Optional<Duration> used = process.info().totalCpuDuration();
        long own = used.map(Duration::toNanos).orElse(0L);
        return own + process.children().mapToLong(Target::nanosOf).sum();
    }
}
