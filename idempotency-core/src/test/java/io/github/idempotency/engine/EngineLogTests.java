package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import io.github.idempotency.Outcome;
import io.github.idempotency.engine.EngineEvent.StoreVerb;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What an operator reads when things go wrong: what to do, and nobody's secrets. */
class EngineLogTests {

    private final Logger logger = (Logger) LoggerFactory.getLogger(IdempotencyEngine.class);
    private final @Nullable Level level = logger.getLevel();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Stage stage = Stage.withPendingCompletions(1);

    @BeforeEach
    void listen() {
        logger.setLevel(Level.TRACE);
        logger.setAdditive(false);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        stage.close();
        logger.detachAppender(log);
        logger.setAdditive(true);
        logger.setLevel(level);
    }

    @Test
    void everyTroubleIsLoggedWithoutTheRawKeyOrThePayload() {
        stage.store.next(StoreVerb.RENEW, FaultyStore.DOWN);
        Execution tooLarge = stage.run(TestCall.of("raw-key 1").lease(Stage.SHORT_LEASE));
        Execution frozen = stage.run(TestCall.of("raw-key 2"));
        Execution deferred = stage.run(TestCall.of("raw-key 3"));
        Execution dropped = stage.run(TestCall.of("raw-key 4"));
        await().until(() -> stage.store.calls(StoreVerb.RENEW) > 0);

        tooLarge.complete(Outcome.result("raw-answer".repeat(200).getBytes(StandardCharsets.UTF_8)));
        stage.timePasses(Duration.ofSeconds(31));
        stage.run(TestCall.of("raw-key 2"));
        frozen.complete(Stage.answer("raw-answer"));
        stage.store.always(StoreVerb.COMPLETE, FaultyStore.DOWN);
        deferred.complete(Stage.answer("raw-answer"));
        dropped.complete(Stage.answer("raw-answer"));
        stage.store.up();
        await().until(() -> stage.events.lateEndings().size() == 1);

        assertThat(messages())
                .anySatisfy(message -> assertThat(message).contains("could not be renewed"))
                .anySatisfy(message -> assertThat(message).contains("Return less, or raise the store's limit"))
                .anySatisfy(message -> assertThat(message).contains("raise idempotency.lease"))
                .anySatisfy(message -> assertThat(message).contains("goes on in the background"))
                .anySatisfy(message -> assertThat(message).contains("raise idempotency.max-pending-completions"))
                .anySatisfy(message -> assertThat(message).contains("reached the store late"))
                .allSatisfy(
                        message -> assertThat(message).contains("orders.create").doesNotContain("raw-"));
    }

    @Test
    void ticksThatAreLateAreToldOnceUntilTheyAreInTimeAgain() {
        Duration lease = Duration.ofSeconds(3);
        try (Heartbeats heartbeats = new Heartbeats(Duration.ofSeconds(1))) {
            heartbeats.started(Duration.ofMillis(900).toNanos(), lease);
            assertThat(messages()).isEmpty();
            heartbeats.started(Duration.ofMillis(1100).toNanos(), lease);
            heartbeats.started(Duration.ofMillis(1200).toNanos(), lease);
            assertThat(messages()).singleElement().asString().contains("1100 ms late", "raise idempotency.lease");
            heartbeats.started(0, lease);
            heartbeats.started(Duration.ofMillis(1300).toNanos(), lease);
            assertThat(messages()).hasSize(2);
        }
    }

    @Test
    void anUnreadableRecordIsAnError() {
        Execution execution = stage.run(TestCall.of("raw-key"));
        stage.store.always(StoreVerb.COMPLETE, FaultyStore.UNREADABLE);

        execution.complete(Stage.answer("raw-answer"));

        assertThat(log.list)
                .filteredOn(event -> event.getLevel() == Level.ERROR)
                .extracting(ILoggingEvent::getFormattedMessage)
                .singleElement()
                .asString()
                .contains("unreadable");
    }

    private List<String> messages() {
        return List.copyOf(log.list).stream()
                .map(event -> event.getFormattedMessage() + causes(event.getThrowableProxy()))
                .toList();
    }

    private static String causes(@Nullable IThrowableProxy throwable) {
        return throwable == null ? "" : " " + throwable.getMessage() + causes(throwable.getCause());
    }
}
