package io.github.idempotency.systemtests.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.documentation.Documents.Block;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ByteArrayResource;

/** Does what {@code docs/getting-started.md} tells a new user to do: its classes, its properties, its requests. */
@ExtendWith(OutputCaptureExtension.class)
class GettingStartedTests {

    private static final String PACKAGE = "com.example.shop";

    /** What the tests have on their class path and the empty application has not. */
    private static final String AS_IF_EMPTY = "--spring.autoconfigure.exclude="
            + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
            + "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration,"
            + "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration,"
            + "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration,"
            + "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration,"
            + "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration,"
            + "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration";

    @Test
    void theFirstReplay(@TempDir Path classes, CapturedOutput log) throws Exception {
        CodeBlocksTests.compile(
                "package " + PACKAGE + ";\n" + CodeBlocksTests.PRELUDE + application("java", 2), classes);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            Class<?> main = loader.loadClass(PACKAGE + ".ShopApplication");
            try (ConfigurableApplicationContext shop = new SpringApplicationBuilder(main)
                    .properties(properties())
                    .run("--server.port=0", "--server.address=127.0.0.1", AS_IF_EMPTY)) {
                String port = shop.getEnvironment().getRequiredProperty("local.server.port");
                assertAnsweredAsThePageSays(send(URI.create("http://127.0.0.1:" + port)));
            }
        } finally {
            thread.setContextClassLoader(before);
        }
        assertThat(log).contains("kept in the memory of this process");
    }

    private static void assertAnsweredAsThePageSays(List<HttpResponse<String>> answers) {
        HttpResponse<String> first = answers.get(0);
        HttpResponse<String> second = answers.get(1);
        String shown = block("http").toList().get(0).code();
        assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(second.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(second.body()).isEqualTo(first.body()).contains("\"reference\":\"invoice-17\",\"amount\":49.90");
        assertThat(shown)
                .startsWith("HTTP/1.1 " + second.statusCode())
                .contains("Content-Type: "
                        + second.headers().firstValue("Content-Type").orElseThrow());
        assertThat(shown.substring(shown.indexOf("\n\n")).strip()).hasSameSizeAs(second.body());
        assertThat(answers.get(2).body()).containsOnlyOnce("invoice-17");
        assertThat(answers.get(3).statusCode()).isEqualTo(400);
        assertThat(answers.get(4).statusCode()).isEqualTo(422);
        assertThat(answers.get(5).body())
                .contains("executed", "replayed", "idempotency-key-missing", "idempotency-key-reused");
        assertThat(answers.get(6).body()).contains("\"value\":");
        assertThat(answers.get(7).body()).contains("\"POST /charges\"", "\"memory\"");
        assertThat(answers.get(8).statusCode()).isEqualTo(200);
        assertThat(answers.get(8).body()).contains("settled").doesNotContain("invoice-17", "49.90");
        assertThat(answers).hasSize(9);
    }

    /** Every request of the page, in its order. */
    private static List<HttpResponse<String>> send(URI shop) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (String line : block("shell").flatMap(shown -> shown.code().lines()).toList()) {
            answers.add(http.send(
                    CurlCommand.parse(line).request(shop::resolve).build(), HttpResponse.BodyHandlers.ofString()));
        }
        return answers;
    }

    private static Properties properties() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ByteArrayResource(application("yaml", 1).getBytes(StandardCharsets.UTF_8)));
        return yaml.getObject();
    }

    /** The first blocks of a language are the application; those after them are about what comes next. */
    private static String application(String language, int blocks) {
        return String.join("\n", block(language).limit(blocks).map(Block::code).toList());
    }

    private static Stream<Block> block(String language) {
        return Documents.blocks(language).filter(block -> block.page().equals("getting-started.md"));
    }
}
