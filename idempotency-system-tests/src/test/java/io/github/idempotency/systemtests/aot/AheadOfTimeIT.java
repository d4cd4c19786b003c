package io.github.idempotency.systemtests.aot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.processes.ShopProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bean definitions are those that were generated during the build. */
class AheadOfTimeIT {

    private static ShopProcess shop;

    @BeforeAll
    static void start() throws IOException {
        shop = ShopProcess.start(List.of(List.of("-Dspring.aot.enabled=true"))).get(0);
    }

    @AfterAll
    static void stop() {
        if (shop != null) {
            shop.close();
        }
    }

    @Test
    void theGeneratedDefinitionsAreInUse() throws IOException {
        assertThat(shop.log())
                .contains("Starting AOT-processed ShopApplication")
                .doesNotContain("ERROR")
                .doesNotContain("has no proxy");
    }

    /** With a record of its own, and in the transaction of the transfer. */
    @ParameterizedTest
    @ValueSource(strings = {"/payments", "/transfers"})
    void aRepetitionIsReplayed(String path) throws IOException {
        String reference = "aot-" + UUID.randomUUID();
        String key = UUID.randomUUID().toString();

        HttpResponse<String> first = post(path, key, reference, "12.50");
        HttpResponse<String> second = post(path, key, reference, "12.50");
        HttpResponse<String> other = post(path, key, reference, "13.50");

        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(json(get(path))
                        .valueStream()
                        .filter(made -> made.path("reference").asString().equals(reference)))
                .hasSize(1);
    }

    @Test
    void aBeanMethodIsExecutedOnceForAnArgument() throws IOException {
        String invoice = "/orders/" + UUID.randomUUID() + "/invoice";
        HttpResponse<String> first = post(invoice);
        HttpResponse<String> second = post(invoice);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(json(first).path("number").asString()).startsWith("INV-");
        assertThat(second.body()).isEqualTo(first.body());
    }

    @Test
    void aRequestWithoutAKeyIsRefused() throws IOException {
        HttpResponse<String> refused = post("/payments");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(get("/v3/api-docs").body()).contains("Idempotency-Key");
    }

    @Test
    void callsAreMetered() throws IOException {
        String order = UUID.randomUUID().toString();
        post("/orders/" + order + "/invoice");
        post("/orders/" + order + "/invoice");
        HttpResponse<String> meter = get("/actuator/metrics/idempotency.requests");
        assertThat(meter.statusCode()).isEqualTo(200);
        assertThat(meter.body()).contains("InvoiceService.issue", "executed", "replayed");
    }

    /** What the modules register has found its way into what native images are made from. */
    @Test
    void theHintsOfEveryModuleAreCollected() throws IOException {
        String metadata = "META-INF/native-image/io.github.idempotency/sample-app/reachability-metadata.json";
        try (JarFile jar = new JarFile(System.getProperty("sample-app.jar"));
                InputStream in = jar.getInputStream(jar.getJarEntry(metadata))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\\/", "/"))
                    .contains("\"io/github/idempotency/store/redis/*.lua\"")
                    .contains("\"io/github/idempotency/store/jdbc/*.sql\"")
                    .contains("\"db/idempotency/**\"")
                    .contains("\"io.github.idempotency.spring.Idempotent\"")
                    .contains("\"jakarta.servlet.http.HttpServletResponse\"");
        }
    }

    private static HttpResponse<String> post(String path, String key, String reference, String amount)
            throws IOException {
        return shop.send(HttpRequest.newBuilder(shop.uri(path))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"reference\":\"" + reference + "\",\"amount\":" + amount + "}")));
    }

    /** Without a key, with a body that would be accepted. */
    private static HttpResponse<String> post(String path) throws IOException {
        return shop.send(HttpRequest.newBuilder(shop.uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"reference\":\"none\",\"amount\":1}")));
    }

    private static HttpResponse<String> get(String path) throws IOException {
        return shop.send(HttpRequest.newBuilder(shop.uri(path)).GET());
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }
}
