package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.github.idempotency.store.UnreadableRecordException;
import io.github.idempotency.test.FlakyStore.Verb;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** Whatever goes wrong, nothing that is logged, measured or answered as a problem shows a key or what was recorded. */
class LogTests extends HttpTest {

    private static final String BODY = "body-nobody-may-see";

    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final Logger own = (Logger) LoggerFactory.getLogger("io.github.idempotency");
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final List<String> problems = new ArrayList<>();

    @Autowired
    private MeterRegistry meters;

    @BeforeEach
    void listen() {
        key = "secret-" + key;
        appender.start();
        root.addAppender(appender);
        own.setLevel(Level.TRACE);
    }

    @AfterEach
    void stopListening() {
        own.setLevel(null);
        root.detachAppender(appender);
    }

    @Test
    @DisplayName("H72 Logs, problems and meters hold neither keys nor bodies")
    void nothingHoldsKeysOrBodies() {
        everythingThatCanHappen();

        assertThat(appender.list)
                .as("the test has heard the library")
                .anyMatch(event -> event.getLoggerName().startsWith("io.github.idempotency"));
        assertThat(appender.list)
                .extracting(LogTests::text)
                .noneMatch(text -> text.contains(key))
                .noneMatch(text -> text.contains(BODY));
        assertThat(problems)
                .hasSizeGreaterThan(8)
                .noneMatch(text -> text.contains(key))
                .noneMatch(text -> text.contains(BODY));
        assertThat(meters.getMeters()).anyMatch(meter -> meter.getId().getName().equals("idempotency.requests"));
        assertThat(meters.getMeters().stream().map(Meter::getId).flatMap(id -> id.getTags().stream()))
                .extracting(Tag::getValue)
                .noneMatch(value -> value.contains(key) || value.contains(BODY));
    }

    private void everythingThatCanHappen() {
        CompletableFuture<Reply> first = client.post("/slow/door-of-logs")
                .key(key)
                .body("text/plain", BODY)
                .sendAsync();
        doors.awaitArrival("door-of-logs");
        problem(409, slow(key, BODY));
        problem(422, slow(key, BODY + "!"));
        doors.open("door-of-logs");
        assertThat(first.join().text()).contains(BODY);
        assertThat(slow(key, BODY).replayed()).isTrue();
        problem(422, slow(key, BODY + "!"));

        problem(400, slow(key + "\"", BODY));
        problem(400, slow("\"" + key, BODY));
        problem(400, slow(key + ", " + key, BODY));
        problem(400, slow(key.repeat(10), BODY));
        problem(400, client.post("/slow/door-of-logs").body("text/plain", BODY).send());

        store.on(Verb.CLAIM).always().refuse();
        problem(503, slow(key + "a", BODY));
        store.heal();
        store.on(Verb.CLAIM).failWith(() -> new UnreadableRecordException("format 99", null));
        problem(500, slow(key, BODY));
        store.on(Verb.COMPLETE).times(3).refuse();
        assertThat(slow(key + "b", BODY).status()).isEqualTo(200);
        await().until(() -> slow(key + "b", BODY).replayed());

        String large = "/large/stream?size=6000000";
        assertThat(client.post(large).key(key + "c").send().status()).isEqualTo(200);
        problem(409, client.post(large).key(key + "c").send());
        assertThat(client.post("/rendering/release").key(key + "d").send().status())
                .isEqualTo(500);
        problem(409, client.post("/rendering/release").key(key + "d").send());
        assertThat(client.post("/failing/hold/escaping/500")
                        .key(key + "e")
                        .send()
                        .status())
                .isEqualTo(500);
        problem(409, client.post("/failing/hold/escaping/500").key(key + "e").send());
        loseALease();
    }

    private void loseALease() {
        store.on(Verb.RENEW).always().refuse();
        String path = "/leases/reexecute/200/door-of-leases";
        CompletableFuture<Reply> first = client.post(path).key(key + "f").sendAsync();
        doors.awaitArrival("door-of-leases");
        await().until(() -> client.post(path).key(key + "f").send().status() == 200);
        doors.open("door-of-leases");
        assertThat(first.join().text()).isEqualTo("run 1");
    }

    private Reply slow(String with, String body) {
        return client.post("/slow/door-of-logs")
                .key(with)
                .body("text/plain", body)
                .send();
    }

    private void problem(int status, Reply reply) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        problems.add(reply.toString());
    }

    private static String text(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        return event.getFormattedMessage() + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown));
    }
}
