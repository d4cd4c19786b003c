package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.idempotency.spring.event.CallReplayedEvent;
import io.github.idempotency.spring.event.IdempotencyEvent;
import io.github.idempotency.spring.event.KeyReusedEvent;
import io.github.idempotency.spring.event.LeaseLostEvent;
import io.github.idempotency.spring.event.LeaseTakenOverEvent;
import io.github.idempotency.spring.event.OutcomeHeldEvent;
import io.github.idempotency.test.FlakyStore.Verb;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** What is out of the ordinary is an event of the application and a line of the audit log, without the key. */
class EventTests extends HttpTest {

    private final ListAppender<ILoggingEvent> audit = new ListAppender<>();
    private final Logger category = (Logger) LoggerFactory.getLogger("io.github.idempotency.audit");

    @Autowired
    private HeardEvents events;

    @BeforeEach
    void listen() {
        key = "secret-" + key;
        events.forget();
        audit.start();
        category.setLevel(Level.INFO); // as in an application that has configured nothing
        category.addAppender(audit);
    }

    @AfterEach
    void nothingShowsTheKey() {
        category.detachAppender(audit);
        category.setLevel(null);
        doors.open(key);
        assertThat(audit.list).isNotEmpty();
        assertThat(audit.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.contains("secret"));
        assertThat(events.all()).extracting(IdempotencyEvent::toString).noneMatch(text -> text.contains("secret"));
    }

    @Test
    void aReplay() {
        doors.open(key);
        send("/leases/reexecute/200/" + key).join();
        assertThat(events.all()).isEmpty();
        assertThat(send("/leases/reexecute/200/" + key).join().replayed()).isTrue();

        CallReplayedEvent event = only(CallReplayedEvent.class);
        assertThat(event.getPayloadBytes()).isPositive();
        logged(Level.INFO, line("replay", event) + " bytes=" + event.getPayloadBytes());
    }

    @Test
    void aCollision() {
        doors.open(key);
        send("/leases/reexecute/200/" + key).join();
        assertThat(send("/leases/reexecute/201/" + key).join().status()).isEqualTo(422);

        logged(Level.WARN, line("collision", only(KeyReusedEvent.class)));
    }

    @Test
    void aTakeoverAndALostLease() {
        store.on(Verb.RENEW).always().refuse();
        CompletableFuture<Reply> first = send("/leases/reexecute/200/" + key);
        doors.awaitArrival(key);
        await().until(() -> send("/leases/reexecute/200/" + key).join().status() == 200);
        doors.open(key);
        assertThat(first.join().text()).isEqualTo("run 1");

        await().until(() -> events.all().size() == 2);
        LeaseTakenOverEvent takeover = (LeaseTakenOverEvent) events.all().get(0);
        LeaseLostEvent lost = (LeaseLostEvent) events.all().get(1);
        assertThat(events.all()).hasSize(2);
        assertThat(takeover.getAttempt()).isEqualTo(2);
        assertThat(lost.getKey()).isEqualTo(takeover.getKey());
        logged(Level.WARN, line("takeover", takeover) + " attempt=2", line("lost-lease", lost));
    }

    @Test
    void aHold() {
        assertThat(send("/failing/hold/escaping/500").join().status()).isEqualTo(500);
        assertThat(send("/failing/hold/escaping/500").join().status())
                .as("the refusal of a retry is nothing new")
                .isEqualTo(409);

        OutcomeHeldEvent event = only(OutcomeHeldEvent.class);
        assertThat(event.isLate()).isFalse();
        logged(Level.WARN, line("hold", event) + " late=false");
    }

    @Test
    void aHoldTheStoreTookOnlyLater() {
        store.on(Verb.COMPLETE).always().refuse();
        assertThat(send("/failing/hold/escaping/500").join().status()).isEqualTo(500);
        assertThat(events.all()).isEmpty();
        store.heal();
        await().until(() -> !events.all().isEmpty());

        OutcomeHeldEvent event = only(OutcomeHeldEvent.class);
        assertThat(event.isLate()).isTrue();
        await().untilAsserted(() -> logged(Level.WARN, line("hold", event) + " late=true"));
    }

    @Test
    void aListenerThatFailsChangesNothing() {
        events.failNext();
        doors.open(key);
        Reply first = send("/leases/reexecute/200/" + key).join();
        Answers.isReplay(send("/leases/reexecute/200/" + key).join(), first);
        logged(Level.INFO, line("replay", only(CallReplayedEvent.class)));
    }

    private <T extends IdempotencyEvent> T only(Class<T> type) {
        assertThat(events.all()).hasExactlyElementsOfTypes(type);
        return type.cast(events.all().get(0));
    }

    private static String line(String what, IdempotencyEvent event) {
        return "event=" + what + " operation=\"" + event.getOperation() + "\" key=" + event.getKey();
    }

    /** Traces may follow. */
    private void logged(Level level, String... beginnings) {
        assertThat(List.copyOf(audit.list)).hasSize(beginnings.length).allSatisfy(event -> {
            assertThat(event.getLevel()).isEqualTo(level);
            assertThat(List.of(beginnings)).anyMatch(event.getFormattedMessage()::startsWith);
        });
    }

    private CompletableFuture<Reply> send(String path) {
        return client.post(path).key(key).sendAsync();
    }
}
