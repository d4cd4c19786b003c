package io.github.idempotency.spring.event;

import static io.github.idempotency.spring.event.EngineEvents.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.spring.scene.Logs;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AuditListenerTests {

    private static final String WHO = " operation=payments.charge key=" + KEY;

    private final AuditListener listener = new AuditListener();

    @Test
    void everythingRemarkableIsALine() {
        try (Logs logs = Logs.capture()) {
            EngineEvents.REMARKABLE.forEach(listener::onEvent);

            assertThat(logs.at(Level.INFO))
                    .containsExactly("event=replay" + WHO + " bytes=42 recordedBy=0af7651916cd43dd8448eb211c80319c");
            assertThat(logs.at(Level.WARN))
                    .containsExactly(
                            "event=collision" + WHO,
                            "event=takeover" + WHO + " attempt=3",
                            "event=lost-lease" + WHO,
                            "event=hold" + WHO + " late=false",
                            "event=hold" + WHO + " late=true");
        }
    }

    @Test
    void aReplayWithoutATraceNamesNone() {
        try (Logs logs = Logs.capture()) {
            listener.onEvent(new EngineEvent.Replayed("payments.charge", KEY, 42, null));
            assertThat(logs.at(Level.INFO)).containsExactly("event=replay" + WHO + " bytes=42");
        }
    }

    @Test
    void theOrdinaryIsNotLogged() {
        try (Logs logs = Logs.capture()) {
            EngineEvents.ordinary().forEach(listener::onEvent);
            assertThat(logs.text()).isEmpty();
        }
    }

    @Test
    void theLevelOfItsCategorySwitchesItOff() {
        ch.qos.logback.classic.Logger category =
                (ch.qos.logback.classic.Logger) LoggerFactory.getLogger("io.github.idempotency.audit");
        category.setLevel(Level.WARN);
        try (Logs logs = Logs.capture()) {
            EngineEvents.REMARKABLE.forEach(listener::onEvent);
            assertThat(logs.at(Level.INFO)).isEmpty();
            assertThat(logs.at(Level.WARN)).hasSize(5);
        } finally {
            category.setLevel(null);
        }
    }
}
