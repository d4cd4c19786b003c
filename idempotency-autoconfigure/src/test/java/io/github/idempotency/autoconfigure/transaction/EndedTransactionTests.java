package io.github.idempotency.autoconfigure.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.idempotency.TransactionMode;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Calls in the callbacks of a transaction, which Spring lets join it although it has ended. */
class EndedTransactionTests {

    private static final class Scene {

        private final JdbcClient jdbc;
        private final JdbcTransactionManager manager;
        private final TransactionTemplate outer;
        private final TransactionTemplate apart;
        private final IdempotencyTemplate template;
        private @Nullable Throwable failure;

        Scene(ApplicationContext context) {
            jdbc = context.getBean(JdbcClient.class);
            manager = context.getBean(JdbcTransactionManager.class);
            outer = new TransactionTemplate(manager);
            apart = new TransactionTemplate(manager);
            apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
            template = context.getBean(IdempotencyTemplate.class).withTransaction(TransactionMode.SAME);
        }

        void place(String key) {
            template.run(key, () -> jdbc.sql("insert into entries values (1)").update());
        }

        void caught(Runnable code) {
            try {
                code.run();
            } catch (RuntimeException e) {
                failure = e;
            }
        }

        void assertRefused() {
            assertThat(failure)
                    .isInstanceOf(IllegalTransactionStateException.class)
                    .hasMessageContaining("has ended already")
                    .hasMessageContaining("REQUIRES_NEW");
            assertThat(entries()).isZero();
            place("after it");
            assertThat(entries()).isOne();
        }

        int entries() {
            return jdbc.sql("select count(*) from entries").query(Integer.class).single();
        }
    }

    private static void run(Consumer<Scene> test) {
        Shops.withManager().run(context -> test.accept(new Scene(context)));
    }

    private static void whenCommitted(Runnable code) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                code.run();
            }
        });
    }

    private static void whenCompleted(Runnable code) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                code.run();
            }
        });
    }

    @Test
    void aCallAfterTheCommitIsRefused() {
        run(scene -> {
            scene.outer.executeWithoutResult(status -> whenCommitted(() -> scene.caught(() -> scene.place("a"))));
            scene.assertRefused();
        });
    }

    @Test
    void aCallAfterTheCompletionIsRefused() {
        run(scene -> {
            scene.outer.executeWithoutResult(status -> whenCompleted(() -> scene.caught(() -> scene.place("a"))));
            scene.assertRefused();
        });
    }

    @Test
    void aCallAfterTheRollbackIsRefused() {
        run(scene -> {
            scene.outer.executeWithoutResult(status -> {
                whenCompleted(() -> scene.caught(() -> scene.place("a")));
                status.setRollbackOnly();
            });
            scene.assertRefused();
        });
    }

    @Test
    void aCallAfterACommitThatFailedIsRefused() {
        run(scene -> {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> scene.outer.executeWithoutResult(status -> {
                        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                            @Override
                            public void beforeCommit(boolean readOnly) {
                                throw new IllegalStateException("not so");
                            }
                        });
                        whenCompleted(() -> scene.caught(() -> scene.place("a")));
                    }));
            scene.assertRefused();
        });
    }

    @Test
    void aCallInATransactionOfItsOwnIsDone() {
        run(scene -> {
            List<Integer> seen = new ArrayList<>();
            scene.outer.executeWithoutResult(status -> {
                whenCommitted(() -> {
                    scene.apart.executeWithoutResult(own -> scene.place("a"));
                    seen.add(scene.entries());
                    scene.caught(() -> scene.place("b"));
                });
                whenCompleted(() -> scene.apart.executeWithoutResult(own -> scene.place("c")));
            });
            assertThat(seen).containsExactly(1);
            assertThat(scene.failure).isInstanceOf(IllegalTransactionStateException.class);
            assertThat(scene.entries()).isEqualTo(2);
        });
    }

    @Test
    void aCallGoesOnJoiningAfterAnotherTransactionHasEnded() {
        run(scene -> {
            scene.outer.executeWithoutResult(status -> {
                scene.apart.executeWithoutResult(own -> scene.place("a"));
                scene.apart.executeWithoutResult(TransactionStatus::setRollbackOnly);
                scene.place("b");
            });
            assertThat(scene.entries()).isEqualTo(2);
        });
    }

    @Test
    void aManagerIsListenedToOnce() {
        run(scene -> {
            List<TransactionExecutionListener> listeners =
                    List.copyOf(scene.manager.getTransactionExecutionListeners());
            assertThat(listeners).hasSize(1);
            scene.template.withTransaction(TransactionMode.SAME);
            assertThat(scene.manager.getTransactionExecutionListeners()).containsExactlyElementsOf(listeners);
        });
    }
}
