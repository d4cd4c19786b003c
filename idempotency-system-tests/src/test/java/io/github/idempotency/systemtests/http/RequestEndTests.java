package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** Where an asynchronous request has failed, its end is nothing to complain of. */
class RequestEndTests extends HttpTest {

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    @Autowired
    private EndedRequests requests;

    @BeforeEach
    void listen() {
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(log);
        doors.open(key);
    }

    @ParameterizedTest(name = "H77 {0}")
    @CsvSource({
        "/timeouts/deferred/, 503",
        "/timeouts/task/, 503",
        "/servlet-async/endless/, 500",
    })
    @DisplayName("H77 The end of a request that was given up is no error")
    void theEndOfARequestThatWasGivenUpIsNoError(String path, int status) {
        int before = requests.count();
        assertThat(client.post(path + key).key(key).send().status()).isEqualTo(status);
        await().atMost(Duration.ofSeconds(10)).until(() -> requests.count() > before);

        assertThat(log.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEmpty();
    }
}
