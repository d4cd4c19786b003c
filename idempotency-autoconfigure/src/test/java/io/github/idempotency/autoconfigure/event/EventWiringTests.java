package io.github.idempotency.autoconfigure.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.autoconfigure.support.Tally;
import io.github.idempotency.spring.event.AuditListener;
import io.github.idempotency.spring.event.CallReplayedEvent;
import io.github.idempotency.spring.event.EventPublishingListener;
import io.github.idempotency.spring.event.IdempotencyEvent;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;

class EventWiringTests {

    private final ApplicationContextRunner app = Apps.plain();

    @Test
    void theApplicationHearsOfReplays() {
        app.withBean(Listener.class).run(context -> {
            assertThat(callTwice(context)).isEqualTo(1);
            assertThat(context.getBean(Listener.class).heard).hasExactlyElementsOfTypes(CallReplayedEvent.class);
        });
    }

    @Test
    void aListenerThatThrowsDoesNotDecideOverTheCall() {
        app.withBean(FailingListener.class).run(context -> {
            assertThat(callTwice(context)).isEqualTo(1);
            assertThat(context.getBean(FailingListener.class).called).isTrue();
        });
    }

    @Test
    void theApplicationsOwnBeansReplaceOurs() {
        AuditListener audit = new AuditListener();
        EventPublishingListener silent = new EventPublishingListener(event -> {});
        app.withBean(AuditListener.class, () -> audit)
                .withBean(EventPublishingListener.class, () -> silent)
                .withBean(Listener.class)
                .run(context -> {
                    callTwice(context);
                    assertThat(context.getBean(AuditListener.class)).isSameAs(audit);
                    assertThat(context.getBean(Listener.class).heard).isEmpty();
                });
    }

    @Test
    void nothingIsThereWhenSwitchedOff() {
        app.withPropertyValues("idempotency.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(AuditListener.class)
                        .doesNotHaveBean(EventPublishingListener.class));
    }

    /** @return how often the action ran */
    private static int callTwice(ApplicationContext context) {
        IdempotencyTemplate template = context.getBean(IdempotencyTemplate.class);
        Tally tally = new Tally();
        template.run("key", tally::next);
        template.run("key", tally::next);
        return tally.count();
    }

    static class Listener {

        private final List<IdempotencyEvent> heard = new ArrayList<>();

        @EventListener
        void on(IdempotencyEvent event) {
            heard.add(event);
        }
    }

    static class FailingListener {

        private boolean called;

        @EventListener
        void on(CallReplayedEvent event) {
            called = true;
            throw new AssertionError("a listener that fails");
        }
    }
}
