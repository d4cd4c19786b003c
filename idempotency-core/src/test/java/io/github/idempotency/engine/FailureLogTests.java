package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.UnreadableRecordException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FailureLogTests {

    private final Logger logger = (Logger) LoggerFactory.getLogger(IdempotencyEngine.class);
    private final @Nullable Level level = logger.getLevel();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final FailureLog log = new FailureLog(now::get);
    private final ProtectedCall call = TestCall.of("k").build();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.WARN);
        logger.setAdditive(false);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(level);
    }

    @Test
    void theFirstRefusalOfAnOutageSaysWhy() {
        refused();

        assertThat(messages())
                .singleElement()
                .asString()
                .contains("'redis'", "refused and not executed", "It does not answer", "(0 more since")
                .contains("caused by java.lang.IllegalStateException")
                .contains(call.key().toString());
    }

    @Test
    void whatADriverSaysIsNotRepeated() {
        refused();

        assertThat(messages()).singleElement().asString().doesNotContain("secret");
    }

    @Test
    void aStormIsCountedInsteadOfRepeated() {
        for (int i = 0; i < 1_000; i++) {
            refused();
        }
        now.addAndGet(Duration.ofSeconds(10).toNanos());
        refused();

        assertThat(messages()).hasSize(2);
        assertThat(messages().get(1)).contains("(999 more since");
    }

    @Test
    void whoProceedsIsToldSo() {
        log.storeUnavailable(call, "redis", true, new StoreUnavailableException("It does not answer", null));

        assertThat(messages()).singleElement().asString().contains("executed without protection");
    }

    @Test
    void anUnreadableRecordIsSaidBesidesAnOutage() {
        refused();
        log.recordUnreadable(call, new UnreadableRecordException("Its format is 9", null));

        assertThat(messages()).hasSize(2);
        assertThat(messages().get(1)).contains("cannot be read: Its format is 9");
    }

    @Test
    void aNearCacheThatAlwaysFailsIsSaidOnce() {
        NearRecords near = new NearRecords(new SettledRecords() {
            @Override
            public Claim.Settled find(IdempotencyKey key) {
                throw new IllegalStateException("broken");
            }

            @Override
            public void keep(IdempotencyKey key, Claim.Settled settled, long sinceNanos, Duration retention) {
                throw new IllegalStateException("broken");
            }

            @Override
            public void forget(IdempotencyKey key) {
                throw new IllegalStateException("broken");
            }
        });
        for (int i = 0; i < 1_000; i++) {
            assertThat(near.find(call.key())).isNull();
            near.keep(call, Stage.answer("42"), Duration.ofHours(1), near.now());
        }

        assertThat(messages()).singleElement().asString().contains("near cache failed", "(0 more since");
    }

    private void refused() {
        log.storeUnavailable(
                call,
                "redis",
                false,
                new StoreUnavailableException("It does not answer", new IllegalStateException("secret")));
    }

    private List<String> messages() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
