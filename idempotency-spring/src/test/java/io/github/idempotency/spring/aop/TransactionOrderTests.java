package io.github.idempotency.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.scene.Effects;
import io.github.idempotency.spring.scene.Scene;
import io.github.idempotency.test.FlakyStore.Verb;
import io.github.idempotency.test.Gate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** A transaction of the protected method itself: it ends before anything is recorded. */
class TransactionOrderTests {

    static class Shop {
        private final JdbcClient jdbc;

        Shop(DataSource dataSource) {
            this.jdbc = JdbcClient.create(dataSource);
        }

        @Idempotent(key = "#id")
        @Transactional
        public int place(String id, RuntimeException failure) {
            insert(id);
            if (failure != null) {
                throw failure;
            }
            return Effects.next();
        }

        @Transactional
        @Idempotent(key = "#id")
        public int failsToCommit(String id, boolean failing) {
            insert(id);
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    if (failing) {
                        throw new IllegalStateException("could not commit");
                    }
                }
            });
            return Effects.next();
        }

        private void insert(String id) {
            jdbc.sql("insert into orders values (?)").param(id).update();
        }

        int rows() {
            return jdbc.sql("select count(*) from orders").query(Integer.class).single();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    static class Application {
        @Bean
        DataSource dataSource() {
            DataSource dataSource = new EmbeddedDatabaseBuilder()
                    .generateUniqueName(true)
                    .setType(EmbeddedDatabaseType.H2)
                    .build();
            JdbcClient.create(dataSource)
                    .sql("create table orders (id varchar(50))")
                    .update();
            return dataSource;
        }

        @Bean
        DataSourceTransactionManager transactionManager(DataSource dataSource) {
            return new DataSourceTransactionManager(dataSource);
        }

        @Bean
        Shop shop(DataSource dataSource) {
            return new Shop(dataSource);
        }
    }

    private final Scene scene = Scene.of(Application.class);
    private final Shop shop = scene.bean(Shop.class);

    @BeforeEach
    void reset() {
        Effects.reset();
    }

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void whatIsRecordedHasBeenCommitted() throws InterruptedException {
        Gate recording = scene.store().on(Verb.COMPLETE).hang();
        CompletableFuture<Integer> call = CompletableFuture.supplyAsync(() -> shop.place("a", null));

        assertThat(recording.awaitArrival(Duration.ofSeconds(10))).isTrue();
        assertThat(shop.rows()).isEqualTo(1);

        recording.open();
        assertThat(call.join()).isEqualTo(1);
    }

    @Test
    void aRollbackFreesTheKey() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> shop.place("a", new IllegalStateException("declined")));
        assertThat(shop.rows()).isZero();

        assertThat(shop.place("a", null)).isEqualTo(1);
        assertThat(shop.place("a", null)).isEqualTo(1);
        assertThat(shop.rows()).isEqualTo(1);
    }

    @Test
    void aCommitThatFailsFreesTheKey() {
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> shop.failsToCommit("a", true));
        assertThat(shop.rows()).isZero();

        assertThat(shop.failsToCommit("a", false)).isEqualTo(2);
        assertThat(shop.failsToCommit("a", false)).isEqualTo(2);
        assertThat(shop.rows()).isEqualTo(1);
    }
}
