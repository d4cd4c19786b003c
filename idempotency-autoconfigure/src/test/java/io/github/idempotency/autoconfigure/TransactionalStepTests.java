package io.github.idempotency.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.idempotency.TransactionMode;
import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.autoconfigure.support.Databases;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.IdempotentCall;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Steps whose writes and records are committed together. */
class TransactionalStepTests {

    static class Shop {
        @Idempotent(key = "#id")
        public String place(@Nullable String id, Supplier<Object> inside) {
            return String.valueOf(inside.get());
        }

        @Idempotent(key = "#id", required = false)
        public String maybe(@Nullable String id, Supplier<Object> inside) {
            return String.valueOf(inside.get());
        }

        @Idempotent(key = "#id", transaction = TransactionMode.SAME)
        public String atOnce(@Nullable String id, Supplier<Object> inside) {
            return String.valueOf(inside.get());
        }

        @Idempotent(key = "#id", store = "fast")
        public String elsewhere(@Nullable String id, Supplier<Object> inside) {
            return String.valueOf(inside.get());
        }
    }

    private final ApplicationContextRunner app =
            Apps.plain().withUserConfiguration(Application.class).withPropertyValues("idempotency.store=jdbc");

    private void run(Consumer<Scene> test) {
        app.run(context -> test.accept(new Scene(context)));
    }

    /** The application with a ledger of numbers. */
    private static final class Scene {

        private final Shop shop;
        private final JdbcClient jdbc;
        private final TransactionTemplate transactions;
        private final IdempotencyTemplate template;
        private final IdempotencyTemplate transactional;

        Scene(ApplicationContext context) {
            shop = context.getBean(Shop.class);
            jdbc = JdbcClient.create(context.getBean(DataSource.class));
            jdbc.sql("create table entries (number int)").update();
            transactions = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
            template = context.getBean(IdempotencyTemplate.class);
            transactional = template.withTransaction(TransactionMode.SAME);
        }

        int write(int number) {
            return jdbc.sql("insert into entries values (?)").param(number).update();
        }

        List<Integer> entries() {
            return jdbc.sql("select number from entries order by 1")
                    .query(Integer.class)
                    .list();
        }

        void failing(Runnable call) {
            assertThatIllegalStateException().isThrownBy(call::run).withMessage("failed");
        }
    }

    private static IllegalStateException failure() {
        return new IllegalStateException("failed");
    }

    @Test
    void aStepThatFailsLeavesNothingAndOneThatIsCompleteStays() {
        run(scene -> {
            scene.failing(() -> scene.shop.place("a", () -> {
                scene.transactional.step("debit", () -> scene.write(1));
                scene.transactional.step("credit", () -> {
                    scene.write(2);
                    throw failure();
                });
                return null;
            }));
            assertThat(scene.entries()).containsExactly(1);

            scene.shop.place("a", () -> {
                scene.transactional.step("debit", () -> scene.write(3));
                scene.transactional.step("credit", () -> scene.write(4));
                return null;
            });
            assertThat(scene.entries()).containsExactly(1, 4);
        });
    }

    @Test
    void recordAndWritesAreOneTransaction() {
        run(scene -> scene.failing(() -> scene.shop.place("a", () -> {
            scene.transactional.step("debit", () -> {
                assertThat(scene.jdbc
                                .sql("select count(*) from idempotency_record")
                                .query(Integer.class)
                                .single())
                        .isEqualTo(2);
                assertThat(CompletableFuture.supplyAsync(() -> scene.jdbc
                                        .sql("select count(*) from idempotency_record")
                                        .query(Integer.class)
                                        .single())
                                .join())
                        .isEqualTo(1);
                IdempotentCall call = IdempotentCall.current().orElseThrow();
                assertThat(call.attempt()).isEqualTo(1);
                assertThat(call.earlierOwnerVanished()).isFalse();
            });
            throw failure();
        })));
    }

    @Test
    void everyStepOfATransactionThatIsAlreadyThereIsRefused() {
        run(scene -> {
            for (IdempotencyTemplate template : List.of(scene.template, scene.transactional)) {
                Supplier<Object> step = () -> template.step("debit", int.class, () -> scene.write(1));
                assertRefused(() -> scene.shop.atOnce("a", step));
                assertRefused(() -> scene.transactions.executeWithoutResult(status -> scene.shop.place("b", step)));
                assertRefused(() -> scene.shop.place(
                        "c", () -> scene.transactional.step("outer", String.class, () -> "" + step.get())));
            }
            assertThat(scene.entries()).isEmpty();
        });
    }

    private static void assertRefused(Runnable call) {
        assertThatIllegalStateException()
                .isThrownBy(call::run)
                .withMessageContaining("inside of a transaction")
                .withMessageContaining("withTransaction(SAME).step");
    }

    @Test
    void aTransactionalStepInsideOfAnOrdinaryOneIsFine() {
        run(scene -> {
            scene.shop.place("a", () -> {
                scene.template.step("outer", () -> scene.transactional.step("inner", () -> scene.write(1)));
                return null;
            });
            assertThat(scene.entries()).containsExactly(1);
        });
    }

    @Test
    void withoutAKeyAStepIsAtLeastATransaction() {
        run(scene -> {
            scene.failing(() -> scene.shop.maybe(null, () -> {
                scene.transactional.step("debit", () -> {
                    scene.write(1);
                    throw failure();
                });
                return null;
            }));
            scene.shop.maybe(null, () -> scene.transactional.step("debit", int.class, () -> scene.write(2)));
            assertThat(scene.entries()).containsExactly(2);
        });
    }

    @Test
    void stepsAreKeptInTheTemplatesStoreWhereverTheOperationIs() {
        run(scene -> {
            scene.failing(() -> scene.shop.elsewhere("a", () -> {
                scene.transactional.step("debit", int.class, () -> scene.write(1));
                throw failure();
            }));
            scene.shop.elsewhere("a", () -> scene.transactional.step("debit", int.class, () -> scene.write(2)));
            assertThat(scene.entries()).containsExactly(1);
        });
    }

    @Test
    void aFutureCannotBePartOfATransaction() {
        ParameterizedTypeReference<CompletableFuture<Integer>> future = new ParameterizedTypeReference<>() {};
        run(scene -> assertThatIllegalArgumentException()
                .isThrownBy(() -> scene.transactional.execute("a", future, () -> CompletableFuture.completedFuture(1)))
                .withMessageContaining("Return the value itself"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Application {
        @Bean(destroyMethod = "shutdown")
        DataSource dataSource() {
            return Databases.embedded();
        }

        @Bean
        PlatformTransactionManager transactions(DataSource dataSource) {
            return new DataSourceTransactionManager(dataSource);
        }

        @Bean
        Shop shop() {
            return new Shop();
        }

        @Bean(defaultCandidate = false)
        @Qualifier("fast")
        InMemoryIdempotencyStore fast() {
            return new InMemoryIdempotencyStore(100, 100_000, 10_000);
        }
    }
}
