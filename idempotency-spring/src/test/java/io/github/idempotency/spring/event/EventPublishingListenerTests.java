package io.github.idempotency.spring.event;

import static io.github.idempotency.spring.event.EngineEvents.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;

class EventPublishingListenerTests {

    private final List<Object> published = new ArrayList<>();
    private final EventPublishingListener listener = new EventPublishingListener(published::add);

    @Test
    void everythingRemarkableIsPublished() {
        EngineEvents.REMARKABLE.forEach(listener::onEvent);

        assertThat(published)
                .hasExactlyElementsOfTypes(
                        CallReplayedEvent.class,
                        KeyReusedEvent.class,
                        LeaseTakenOverEvent.class,
                        LeaseLostEvent.class,
                        OutcomeHeldEvent.class,
                        OutcomeHeldEvent.class)
                .allSatisfy(event -> {
                    assertThat(((IdempotencyEvent) event).getOperation()).isEqualTo(EngineEvents.OPERATION);
                    assertThat(((IdempotencyEvent) event).getKey()).isEqualTo(KEY);
                });
        CallReplayedEvent replayed = (CallReplayedEvent) published.get(0);
        assertThat(replayed.getPayloadBytes()).isEqualTo(42);
        assertThat(replayed.getRecordedBy()).isEqualTo(EngineEvents.TRACE);
        assertThat(((LeaseTakenOverEvent) published.get(2)).getAttempt()).isEqualTo(3);
        assertThat(((OutcomeHeldEvent) published.get(4)).isLate()).isFalse();
        assertThat(((OutcomeHeldEvent) published.get(5)).isLate()).isTrue();
        assertThat(published.get(1))
                .hasToString("KeyReusedEvent[operation=" + EngineEvents.OPERATION + ", key=" + KEY + "]");
    }

    @Test
    void theOrdinaryIsNot() {
        EngineEvents.ordinary().forEach(listener::onEvent);
        assertThat(published).isEmpty();
    }

    @Test
    void listenersAreCalledThereAndThenAndMayAskForSome() {
        try (var context = new AnnotationConfigApplicationContext(Listeners.class)) {
            EventPublishingListener inContext = new EventPublishingListener(context);
            EngineEvents.REMARKABLE.forEach(inContext::onEvent);

            Listeners heard = context.getBean(Listeners.class);
            assertThat(heard.all).hasSize(6);
            assertThat(heard.takeovers).hasSize(1);
            assertThat(heard.threads).containsOnly(Thread.currentThread());
        }
    }

    static class Listeners {

        private final List<IdempotencyEvent> all = new ArrayList<>();
        private final List<LeaseTakenOverEvent> takeovers = new ArrayList<>();
        private final List<Thread> threads = new ArrayList<>();

        @EventListener
        void on(IdempotencyEvent event) {
            all.add(event);
            threads.add(Thread.currentThread());
        }

        @EventListener(condition = "#root.event.operation == 'payments.charge' and #root.event.attempt > 2")
        void on(LeaseTakenOverEvent event) {
            takeovers.add(event);
        }
    }
}
