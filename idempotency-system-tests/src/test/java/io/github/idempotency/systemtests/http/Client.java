package io.github.idempotency.systemtests.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Sends requests to a shop on this machine, one connection or many as the platform's client sees fit. Thread-safe. */
public final class Client {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();

    private final int port;

    public Client(int port) {
        this.port = port;
    }

    public Call get(String path) {
        return call("GET", path);
    }

    public Call post(String path) {
        return call("POST", path);
    }

    public Call call(String method, String path) {
        return new Call(method, path);
    }

    /** A request in the making. */
    public final class Call {

        private final String method;
        private final HttpRequest.Builder request;
        private BodyPublisher body = BodyPublishers.noBody();

        private Call(String method, String path) {
            this.method = method;
            this.request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(PATIENCE);
        }

        /** Sends the key as it is given, quoted or not. */
        public Call key(String key) {
            return header("Idempotency-Key", key);
        }

        public Call header(String name, String value) {
            request.header(name, value);
            return this;
        }

        public Call json(String json) {
            return body("application/json", json);
        }

        Call form(String pairs) {
            return body("application/x-www-form-urlencoded", pairs);
        }

        Call body(String type, String text) {
            return body(type, text.getBytes(StandardCharsets.UTF_8));
        }

        Call body(String type, byte[] bytes) {
            return body(type, BodyPublishers.ofByteArray(bytes));
        }

        Call body(String type, BodyPublisher publisher) {
            body = publisher;
            return header("Content-Type", type);
        }

        public Reply send() {
            try {
                return reply(http.send(built(), BodyHandlers.ofByteArray()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting for an answer", e);
            }
        }

        public CompletableFuture<Reply> sendAsync() {
            return http.sendAsync(built(), BodyHandlers.ofByteArray()).thenApply(Client::reply);
        }

        private HttpRequest built() {
            return request.method(method, body).build();
        }
    }

    private static Reply reply(HttpResponse<byte[]> response) {
        List<Reply.Line> lines = new ArrayList<>();
        response.headers()
                .map()
                .forEach((name, values) -> values.forEach(value -> lines.add(new Reply.Line(name, value))));
        return new Reply(response.statusCode(), lines, response.body());
    }
}
