package io.github.idempotency.systemtests.bare;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.support.RedisTestServer;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In a process of its own, because a class that is missing is missed when others are linked, not only when it is used. */
class BareApplicationIT {

    /** What a web application does not have by itself, and this library works with where it is there. */
    private static final List<String> OPTIONAL = List.of(
            "spring-tx",
            "spring-jdbc",
            "spring-orm",
            "spring-boot-jdbc",
            "spring-boot-transaction",
            "spring-boot-data-redis",
            "spring-boot-flyway",
            "spring-boot-liquibase",
            "spring-boot-hibernate",
            "spring-boot-jpa",
            "spring-boot-data-jpa",
            "spring-data",
            "lettuce",
            "jedis",
            "HikariCP",
            "spring-security",
            "spring-boot-security",
            "spring-boot-actuator",
            "spring-boot-micrometer",
            "spring-boot-health",
            "spring-boot-opentelemetry",
            "micrometer-core",
            "micrometer-tracing",
            "micrometer-registry",
            "micrometer-jakarta9",
            "opentelemetry",
            "springdoc",
            "swagger",
            "spring-boot-jetty",
            "jetty");

    private final HttpClient http = HttpClient.newHttpClient();

    @ParameterizedTest
    @ValueSource(strings = {"/handler", "/bean?order=17", "/template?order=17"})
    void everyDoorRepeatsItsFirstAnswerWithNothingElseOnTheClasspath(String path) throws Exception {
        repeatsItsFirstAnswer(path, classpath(OPTIONAL));
    }

    @Test
    void aHandlerRepeatsItsFirstAnswerWithTheActuatorBesides() throws Exception {
        List<String> missing = OPTIONAL.stream()
                .filter(name -> !name.contains("actuator") && !name.contains("micrometer") && !name.contains("health"))
                .toList();

        repeatsItsFirstAnswer("/handler", classpath(missing));
    }

    private void repeatsItsFirstAnswer(String path, String classpath) throws Exception {
        int port = RedisTestServer.freePort();
        Path log = Files.createDirectories(Path.of("target", "bare")).resolve("bare-" + port + ".log");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classpath,
                        BareApplication.class.getName(),
                        "--server.address=127.0.0.1",
                        "--server.port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            URI address = URI.create("http://127.0.0.1:" + port + path);
            Awaitility.await("the application to start, see " + log)
                    .atMost(Duration.ofSeconds(90))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> process.isAlive() && post(address).statusCode() != 404);

            HttpResponse<String> first = post(address);
            HttpResponse<String> second = post(address);

            assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
            assertThat(second.body()).isEqualTo(first.body());
        } finally {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    private HttpResponse<String> post(URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Idempotency-Key", "8e03978e-40d5")
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String classpath(List<String> missing) {
        String[] everything = System.getProperty("java.class.path").split(File.pathSeparator, -1);
        assertThat(everything).hasSizeGreaterThan(50);
        return Stream.of(everything)
                .filter(entry ->
                        missing.stream().noneMatch(Path.of(entry).getFileName().toString()::startsWith))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
