package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The shop on Jetty, which ends a request once per dispatch as far as listeners can tell. */
@Import(JettyTests.OnJetty.class)
class JettyTests extends HttpTest {

    /** No configuration by annotation, so that no scan finds it. */
    static class OnJetty {

        @Bean
        JettyServletWebServerFactory jetty() {
            return new JettyServletWebServerFactory();
        }
    }

    @Autowired
    private ServletWebServerApplicationContext context;

    @Test
    void thisIsJetty() {
        assertThat(context.getWebServer()).isInstanceOf(JettyWebServer.class);
    }

    @Test
    @DisplayName("An answer is recorded and replayed")
    void anAnswerIsReplayed() {
        Reply first = client.post("/orders")
                .key(key)
                .json("{\"item\":\"tea\",\"count\":2}")
                .send();
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.first()).isTrue();

        Answers.isReplay(
                client.post("/orders")
                        .key(key)
                        .json("{\"item\":\"tea\",\"count\":2}")
                        .send(),
                first);
        assertThat(runs.of("place")).isOne();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"callable", "task", "deferred", "future", "mono", "at-once"})
    @DisplayName("The answer of asynchronous work is recorded and replayed")
    void anAsynchronousAnswerIsReplayed(String way) {
        Reply first = client.post("/async/" + way).key(key).send();
        Answers.isFirst(first, 200, "run 1");

        Answers.isReplay(client.post("/async/" + way).key(key).send(), first);
        assertThat(runs.of("async")).isOne();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"sent", "later"})
    @DisplayName("An error page is recorded and replayed, after asynchronous work as well")
    void anErrorPageIsReplayed(String way) {
        Reply first = client.post("/container-error/" + way).key(key).send();
        assertThat(first.status()).isEqualTo(422);
        assertThat(first.first()).isTrue();

        // The container may still be busy with the end of the first request. It also adds headers of its own to a page.
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            Reply second = client.post("/container-error/" + way).key(key).send();
            assertThat(second.replayed()).isTrue();
            assertThat(second.status()).isEqualTo(422);
            assertThat(second.text()).isEqualTo(first.text()).contains("\"status\":422");
        });
        assertThat(runs.of(way)).isOne();
    }

    @Test
    @DisplayName("An exception frees the key")
    void anExceptionFreesTheKey() {
        for (int run = 1; run <= 2; run++) {
            Reply reply = client.post("/container-error/thrown").key(key).send();
            assertThat(reply.status()).isEqualTo(500);
            assertThat(runs.of("thrown")).isEqualTo(run);
        }
    }
}
