package io.github.idempotency.systemtests.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.processes.ShopProcess;
import io.github.idempotency.systemtests.support.JdbcTestServer;
import io.github.idempotency.systemtests.support.MariaDbTestServer;
import io.github.idempotency.systemtests.support.PostgresTestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The requests of {@code docs/without-keys.md} are answered as it says, on every database the sample app can use. */
class WithoutKeysIT {

    private static final int CLIENTS = 20;
    private static final String COMMENT = " # ";

    @Test
    void onH2() throws Exception {
        everyRequestIsAnsweredAsThePageSays(List.of());
    }

    @Test
    void onPostgres() throws Exception {
        everyRequestIsAnsweredAsThePageSays(profile("postgres", PostgresTestServer.shared()));
    }

    @Test
    void onMariaDb() throws Exception {
        everyRequestIsAnsweredAsThePageSays(profile("mariadb", MariaDbTestServer.shared()));
    }

    private static void everyRequestIsAnsweredAsThePageSays(List<String> arguments) throws Exception {
        List<String> lines = Documents.blocks("shell")
                .filter(block -> block.page().equals("without-keys.md"))
                .flatMap(block -> block.code().lines())
                .toList();
        assertThat(lines).hasSize(12);
        try (ShopProcess shop = ShopProcess.start(List.of(arguments)).get(0)) {
            for (String line : lines) {
                String[] commandAndStatus = line.split(COMMENT, 2);
                HttpRequest.Builder request =
                        CurlCommand.parse(commandAndStatus[0]).request(shop::uri);
                assertThat(String.valueOf(shop.send(request).statusCode()))
                        .as(line)
                        .isEqualTo(commandAndStatus[1]);
            }
            oneOfManyWins(shop, "POST", "/shipments", "{\"orderNumber\":\"A-18\",\"carrier\":\"post\"}", 201, 200);
            oneOfManyWins(
                    shop, "PUT", "/customers/43/address", "{\"street\":\"Mill Lane 1\",\"city\":\"York\"}", 201, 204);
            oneOfManyWins(shop, "PUT", "/products/mug/price", "{\"amount\":15.00}", 204, 412, "If-Match", "\"2\"");
        }
    }

    /** The same request from many clients at once: one gets the winner's status, all others the loser's. */
    private static void oneOfManyWins(
            ShopProcess shop, String method, String path, String json, int winner, int loser, String... headers)
            throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<HttpResponse<String>>> calls = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                HttpRequest.Builder request = HttpRequest.newBuilder(shop.uri(path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(json));
                if (headers.length > 0) {
                    request.headers(headers);
                }
                calls.add(clients.submit(() -> shop.send(request)));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<HttpResponse<String>> call : calls) {
                statuses.add(call.get().statusCode());
            }
            assertThat(statuses).as(path).containsOnly(winner, loser).containsOnlyOnce(winner);
        } finally {
            clients.shutdownNow();
        }
    }

    private static List<String> profile(String name, JdbcTestServer server) {
        // The server may be one that outlives this build.
        JdbcClient.create(server.unpooled())
                .sql("drop table if exists shipments, addresses, prices")
                .update();
        return List.of(
                "--spring.profiles.active=" + name,
                "--spring.datasource.url=" + server.url(),
                "--spring.datasource.username=" + server.user(),
                "--spring.datasource.password=" + server.password());
    }
}
