package io.github.idempotency.spring.event;

import static io.github.idempotency.spring.event.EngineEvents.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.engine.EngineEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;

class EventPublishingListenerTests {

    private final List<Object> published = new CopyOnWriteArrayList<>();
    private final EventPublishingListener listener = new EventPublishingListener(published::add);

    @Test
    void everythingRemarkableIsPublished() {
        EngineEvents.REMARKABLE.forEach(listener::onEvent);
        listener.close();

        List<Object> here =
                published.stream().filter(event -> !isOfTheBackground(event)).toList();
        List<Object> background = published.stream()
                .filter(EventPublishingListenerTests::isOfTheBackground)
                .toList();
        assertThat(here)
                .hasExactlyElementsOfTypes(
                        CallReplayedEvent.class,
                        KeyReusedEvent.class,
                        LeaseTakenOverEvent.class,
                        OutcomeHeldEvent.class);
        assertThat(background).hasExactlyElementsOfTypes(LeaseLostEvent.class, OutcomeHeldEvent.class);
        assertThat(published).allSatisfy(event -> {
            assertThat(((IdempotencyEvent) event).getOperation()).isEqualTo(EngineEvents.OPERATION);
            assertThat(((IdempotencyEvent) event).getKey()).isEqualTo(KEY);
        });
        CallReplayedEvent replayed = (CallReplayedEvent) here.get(0);
        assertThat(replayed.getPayloadBytes()).isEqualTo(42);
        assertThat(replayed.getRecordedBy()).isEqualTo(EngineEvents.TRACE);
        assertThat(((LeaseTakenOverEvent) here.get(2)).getAttempt()).isEqualTo(3);
        assertThat(((OutcomeHeldEvent) here.get(3)).isLate()).isFalse();
        assertThat(((OutcomeHeldEvent) background.get(1)).isLate()).isTrue();
        assertThat(here.get(1))
                .hasToString("KeyReusedEvent[operation=" + EngineEvents.OPERATION + ", key=" + KEY + "]");
    }

    private static boolean isOfTheBackground(Object event) {
        return event instanceof LeaseLostEvent || (event instanceof OutcomeHeldEvent held && held.isLate());
    }

    /** The engine's thread that tells of a lost lease renews those of other calls. */
    @Test
    void aListenerThatHangsOnALostLeaseHoldsNobodyUp() throws InterruptedException {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger heard = new AtomicInteger();
        EventPublishingListener slow = new EventPublishingListener(event -> {
            hanging.countDown();
            heard.incrementAndGet();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        for (int i = 0; i < 2 * EventThread.MOST_WAITING; i++) {
            slow.onEvent(new EngineEvent.LeaseLost(EngineEvents.OPERATION, KEY));
        }
        assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
        over.countDown();
        slow.close();

        assertThat(heard.get()).isBetween(EventThread.MOST_WAITING, EventThread.MOST_WAITING + 1);
    }

    @Test
    void theOrdinaryIsNot() {
        EngineEvents.ordinary().forEach(listener::onEvent);
        listener.close();
        assertThat(published).isEmpty();
    }

    @Test
    void listenersAreCalledThereAndThenAndMayAskForSome() {
        try (var context = new AnnotationConfigApplicationContext(Listeners.class)) {
            EventPublishingListener inContext = new EventPublishingListener(context);
            EngineEvents.REMARKABLE.forEach(inContext::onEvent);
            inContext.close();

            Listeners heard = context.getBean(Listeners.class);
            assertThat(heard.all).hasSize(6);
            assertThat(heard.takeovers).hasSize(1);
            assertThat(heard.threads).filteredOn(Thread.currentThread()::equals).hasSize(4);
        }
    }

    static class Listeners {

        private final List<IdempotencyEvent> all = new CopyOnWriteArrayList<>();
        private final List<LeaseTakenOverEvent> takeovers = new ArrayList<>();
        private final List<Thread> threads = new CopyOnWriteArrayList<>();

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
