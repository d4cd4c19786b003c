package io.github.idempotency.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.autoconfigure.support.Tally;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class EngineLifecycleTests {

    private final ApplicationContextRunner app = Apps.plain();

    @Test
    void enginesCloseAfterServersHaveStoppedAndBeforeConnectionsDo() {
        int connections = new LettuceConnectionFactory().getPhase();
        assertThat(EngineFactory.PHASE)
                .isGreaterThan(connections)
                .isLessThan(SmartLifecycle.DEFAULT_PHASE / 2)
                .isLessThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE);
        List<String> seen = new CopyOnWriteArrayList<>();
        app.withBean("server", Probe.class, () -> new Probe("server", Integer.MAX_VALUE - 2_048, seen))
                .withBean("connections", Probe.class, () -> new Probe("connections", 0, seen))
                .run(context -> context.getBean(EngineFactory.class));
        assertThat(seen).containsExactly("server stops while heartbeats can run", "connections stop after them");
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
            assertThat(heartbeats()).isPositive();
        });
    }

    @Test
    void nothingIsLeftRunningAfterwards() {
        app.run(context -> context.getBean(IdempotencyTemplate.class).run("key", () -> {}));
        app.withUserConfiguration(Failing.class).run(context -> assertThat(context).hasFailed());
        assertThat(heartbeats()).isZero();
    }

    /** Alive engines, by the threads they need. */
    private static long heartbeats() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("idempotency-heartbeat"))
                .filter(Thread::isAlive)
                .count();
    }

    record Probe(String name, int phase, List<String> seen) implements SmartLifecycle {

        @Override
        public void start() {}

        @Override
        public void stop() {
            seen.add(name);
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
