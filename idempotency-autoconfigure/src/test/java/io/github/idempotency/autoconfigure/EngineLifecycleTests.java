package io.github.idempotency.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.autoconfigure.support.Tally;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.scheduling.concurrent.ExecutorConfigurationSupport;

class EngineLifecycleTests {

    private final ApplicationContextRunner app = Apps.plain();

    @Test
    void enginesCloseAfterServersHaveStoppedAndBeforeConnectionsDo() {
        assertThat(EngineFactory.PHASE)
                .isLessThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE)
                .isLessThan(ExecutorConfigurationSupport.DEFAULT_PHASE)
                .isGreaterThan(new LettuceConnectionFactory().getPhase());
        List<String> seen = new CopyOnWriteArrayList<>();
        app.withBean("server", Probe.class, () -> new Probe("server", EngineFactory.PHASE + 1, true, seen))
                .withBean(
                        "connections",
                        Probe.class,
                        () -> new Probe("connections", EngineFactory.PHASE - 1, false, seen))
                .run(context -> context.getBean(IdempotencyTemplate.class).run("key", () -> {}));
        assertThat(seen).containsExactly("server stops, engines open", "connections stops, engines closed");
    }

    @Test
    void aContextThatIsStoppedAndStartedAgainGoesOnProtecting() {
        app.run(context -> {
            context.stop();
            context.start();
            Tally tally = new Tally();
            IdempotencyTemplate template = context.getBean(IdempotencyTemplate.class);
            template.execute("key", Integer.class, tally::next);
            template.execute("key", Integer.class, tally::next);
            assertThat(tally.count()).isEqualTo(1);
            assertThat(enginesAre(true)).isTrue();
        });
    }

    @Test
    void nothingIsLeftRunningAfterwards() {
        app.run(context -> context.getBean(IdempotencyTemplate.class).run("key", () -> {}));
        app.withUserConfiguration(Failing.class)
                .run(context -> assertThat(context).hasFailed());
        assertThat(enginesAre(false)).isTrue();
    }

    /** Whether there are engines, told by the threads they need; a closed one's may take a moment to end. */
    private static boolean enginesAre(boolean open) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (System.nanoTime() < end) {
            if (Thread.getAllStackTraces().keySet().stream()
                            .anyMatch(thread -> thread.getName().startsWith("idempotency-heartbeat"))
                    == open) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    record Probe(String name, int phase, boolean open, List<String> seen) implements SmartLifecycle {

        @Override
        public void start() {}

        @Override
        public void stop() {
            seen.add(name + " stops, engines " + (enginesAre(open) == open ? "open" : "closed"));
        }

        @Override
        public boolean isRunning() {
            return true;
        }

        @Override
        public int getPhase() {
            return phase;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Failing {
        @Bean
        Object failing(IdempotencyTemplate template) {
            template.run("key", () -> {});
            throw new IllegalStateException("this application cannot start");
        }
    }
}
