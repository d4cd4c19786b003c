package io.github.idempotency.autoconfigure.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document of an application, fetched from its server. */
record ApiDocument(JsonNode root) {

    static final String DEFAULT_LOCATION = "/v3/api-docs";

    /** Starts the application, asks for its document and stops it. */
    static ApiDocument of(Class<?> application, String... properties) {
        return at(DEFAULT_LOCATION, application, properties);
    }

    static ApiDocument at(String location, Class<?> application, String... properties) {
        List<String> all = Stream.concat(
                        Stream.of("server.port=0", "server.address=127.0.0.1", "idempotency.store=memory"),
                        Stream.of(properties))
                .toList();
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(application)
                .web(WebApplicationType.SERVLET)
                .properties(all.toArray(String[]::new))
                .run()) {
            int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            URI uri = URI.create("http://127.0.0.1:" + port + location);
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            return new ApiDocument(JsonMapper.shared().readTree(response.body()));
        } catch (Exception e) {
            throw new IllegalStateException("The document could not be fetched", e);
        }
    }

    JsonNode operation(String method, String path) {
        JsonNode operation = root.path("paths").path(path).path(method);
        assertThat(operation.isObject()).as(method + " " + path).isTrue();
        return operation;
    }

    /** The header parameters of an operation with this name, in the case in which they are written. */
    List<JsonNode> headers(String method, String path, String name) {
        return operation(method, path)
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("in").asString().equals("header")
                        && parameter.path("name").asString().equals(name))
                .toList();
    }

    JsonNode header(String method, String path, String name) {
        List<JsonNode> headers = headers(method, path, name);
        assertThat(headers).as("%s of %s %s", name, method, path).hasSize(1);
        return headers.get(0);
    }

    JsonNode response(String method, String path, int status) {
        return operation(method, path).path("responses").path(Integer.toString(status));
    }

    /** The problems of one status by their codes. */
    JsonNode problems(String method, String path, int status) {
        return response(method, path, status)
                .path("content")
                .path("application/problem+json")
                .path("examples");
    }
}
