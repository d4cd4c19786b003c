package io.github.idempotency.spring.event;

import static io.github.idempotency.spring.event.EngineEvents.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.spring.scene.Logs;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Listeners are told outside of transactions, whatever happens to these, in the order in which it happened. */
class EventsInTransactionsTests {

    private final DriverManagerDataSource database =
            new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    private final JdbcTemplate jdbc = new JdbcTemplate(database);
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    private final TransactionTemplate another = new TransactionTemplate(new JdbcTransactionManager(database));
    private final List<String> told = new ArrayList<>();
    private Consumer<IdempotencyEvent> listening = event -> {};
    private final EventPublishingListener listener = new EventPublishingListener(this::hear);

    EventsInTransactionsTests() {
        another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        jdbc.execute("create table note (text varchar(100) primary key)");
    }

    @AfterEach
    void nothingStaysOnTheThread() {
        assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
        assertThat(TransactionSynchronizationManager.isSynchronizationActive()).isFalse();
        assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                .isFalse();
    }

    private void hear(Object event) {
        assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                .isFalse();
        assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
        told.add(((IdempotencyEvent) event).getOperation());
        listening.accept((IdempotencyEvent) event);
    }

    private void replay(String operation) {
        listener.onEvent(new EngineEvent.Replayed(operation, KEY, 1, null));
    }

    private List<String> notes() {
        return jdbc.queryForList("select text from note order by text", String.class);
    }

    private void note(String text) {
        jdbc.update("insert into note values (?)", text);
    }

    @Test
    void withoutATransactionAtOnce() {
        replay("a");
        assertThat(told).containsExactly("a");
    }

    @Test
    void inATransactionAfterItHasEndedInOrder() {
        transaction.executeWithoutResult(status -> {
            replay("a");
            replay("b");
            assertThat(told).isEmpty();
        });
        assertThat(told).containsExactly("a", "b");
    }

    @Test
    void alsoWhatIsRolledBack() {
        transaction.executeWithoutResult(status -> {
            replay("a");
            status.setRollbackOnly();
        });
        assertThat(told).containsExactly("a");
    }

    @Test
    void aTransactionInBetweenHasItsOwnEnd() {
        transaction.executeWithoutResult(status -> {
            replay("outer 1");
            another.executeWithoutResult(inner -> replay("inner"));
            assertThat(told).containsExactly("inner");
            replay("outer 2");
        });
        assertThat(told).containsExactly("inner", "outer 1", "outer 2");
    }

    @Test
    void whatHappensInCallbacksOfTheEndKeepsTheOrderAndIsOutsideToo() {
        transaction.executeWithoutResult(status -> {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int how) {
                    replay("callback");
                }
            });
            replay("a");
        });
        assertThat(told).containsExactly("a", "callback");

        transaction.executeWithoutResult(
                status -> TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        replay("commit");
                    }

                    @Override
                    public void afterCompletion(int how) {
                        replay("alone");
                    }
                }));
        assertThat(told).containsExactly("a", "callback", "commit", "alone");
    }

    @Test
    void whatListenersWriteIsTheirsAndStays() {
        listening = event -> transaction.executeWithoutResult(own -> note("heard " + event.getOperation()));
        transaction.executeWithoutResult(status -> {
            replay("a");
            status.setRollbackOnly();
        });
        listening = event -> note("plainly " + event.getOperation());
        transaction.executeWithoutResult(status -> {
            replay("b");
            status.setRollbackOnly();
        });
        assertThat(notes()).containsExactly("heard a", "plainly b");
    }

    @Test
    void aListenerThatFailsSpoilsNeitherTheTransactionNorTheNextEvent() {
        listening = event -> transaction.executeWithoutResult(own -> {
            if (event.getOperation().equals("a")) {
                throw new IllegalStateException("pager is down");
            }
        });
        try (Logs logs = Logs.capture()) {
            transaction.executeWithoutResult(status -> {
                note("kept");
                replay("a");
                replay("b");
            });
            assertThat(logs.text()).contains("pager is down", "Mend the listener");
        }
        assertThat(told).containsExactly("a", "b");
        assertThat(notes()).containsExactly("kept");
    }

    @Test
    void whatBelongsToTheThreadWithoutATransactionComesBack() {
        Object session = new Object();
        TransactionSynchronizationManager.bindResource("session", session);
        listening = event -> TransactionSynchronizationManager.bindResource("session", "left behind");
        replay("a");

        assertThat(told).containsExactly("a");
        assertThat(TransactionSynchronizationManager.unbindResource("session")).isSameAs(session);
    }

    @Test
    void aTransactionWhoseEndThisThreadWasNotToldOfHoldsNothingBack() {
        TransactionSynchronizationManager.initSynchronization();
        replay("never told");
        TransactionSynchronizationManager.clearSynchronization();

        replay("a");
        assertThat(told).containsExactly("a");
        transaction.executeWithoutResult(status -> replay("b"));
        assertThat(told).containsExactly("a", "b");
    }
}
