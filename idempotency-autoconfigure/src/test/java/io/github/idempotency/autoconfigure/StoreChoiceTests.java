package io.github.idempotency.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.github.idempotency.autoconfigure.support.Analyses;
import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.autoconfigure.support.Databases;
import io.github.idempotency.engine.EngineRegistry;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import io.github.idempotency.store.redis.RedisIdempotencyStore;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.data.redis.connection.RedisConnectionFactory;

@ExtendWith(OutputCaptureExtension.class)
class StoreChoiceTests {

    private final ApplicationContextRunner app = Apps.plain();

    @Test
    void anApplicationWithNothingKeepsItsKeysInMemoryAndIsWarnedOnce(CapturedOutput output) {
        app.run(context -> {
            assertThat(standard(context)).isEqualTo("memory");
            assertThat(output.getOut().split("are not shared with other processes", -1))
                    .hasSize(2);
            assertThat(output).contains("WARN").contains("forgotten at restart");
        });
    }

    @Test
    void aRedisConnectionFactoryMeansRedis(CapturedOutput output) {
        app.withUserConfiguration(Redis.class).run(context -> {
            assertThat(standard(context)).isEqualTo("redis");
            assertThat(output).doesNotContain("not shared with other processes");
        });
    }

    @Test
    void aDataSourceMeansJdbc() {
        app.withUserConfiguration(Jdbc.class)
                .run(context -> assertThat(standard(context)).isEqualTo("jdbc"));
    }

    @Test
    void bothAndNoChoiceMadeStopsTheStartAndNamesTheOneProperty() {
        app.withUserConfiguration(Redis.class, Jdbc.class).run(context -> {
            FailureAnalysis analysis = failure(context);
            assertThat(analysis.getDescription()).contains("several idempotency stores (jdbc, redis)");
            assertThat(analysis.getAction())
                    .isEqualTo("Set one property: 'idempotency.store=jdbc' or 'idempotency.store=redis'.");
        });
    }

    @Test
    void thePropertyDecidesBetweenTheTwo() {
        ApplicationContextRunner both = app.withUserConfiguration(Redis.class, Jdbc.class);
        both.withPropertyValues("idempotency.store=redis")
                .run(context -> assertThat(standard(context)).isEqualTo("redis"));
        both.withPropertyValues("idempotency.store=jdbc")
                .run(context -> assertThat(standard(context)).isEqualTo("jdbc"));
        both.withPropertyValues("idempotency.store=Memory")
                .run(context -> assertThat(standard(context)).isEqualTo("memory"));
    }

    @Test
    void operationsMayNameTheChosenStoreAndNoOther() {
        app.withUserConfiguration(Redis.class, Jdbc.class)
                .withPropertyValues("idempotency.store=redis")
                .run(context -> {
                    EngineRegistry engines = context.getBean(EngineRegistry.class);
                    assertThat(engines.forStore("redis")).isSameAs(engines.forStore(""));
                    assertThat(context).doesNotHaveBean("jdbcIdempotencyStore");
                });
    }

    @Test
    void aNamedStoreWithoutItsFoundationStopsTheStart() {
        app.withPropertyValues("idempotency.store=redis").run(context -> {
            FailureAnalysis analysis = failure(context);
            assertThat(analysis.getDescription())
                    .contains("'idempotency.store' is 'redis'")
                    .contains("no RedisConnectionFactory bean");
            assertThat(analysis.getAction())
                    .contains("spring-boot-starter-data-redis")
                    .contains("one of: memory");
        });
        app.withPropertyValues("idempotency.store=jdbc").run(context -> {
            assertThat(failure(context).getDescription()).contains("no DataSource bean");
            assertThat(failure(context).getAction()).contains("spring-boot-starter-jdbc");
        });
    }

    @Test
    void severalDataSourcesNeedAPrimaryOne() {
        app.withUserConfiguration(TwoDataSources.class).run(context -> {
            FailureAnalysis analysis = failure(context);
            assertThat(analysis.getDescription())
                    .contains("needs one DataSource bean")
                    .contains("archive")
                    .contains("orders");
            assertThat(analysis.getAction()).contains("@Primary");
        });
        app.withUserConfiguration(PrimaryDataSource.class)
                .run(context -> assertThat(standard(context)).isEqualTo("jdbc"));
    }

    @Test
    void anUnknownNameStopsTheStartAndListsWhatThereIs() {
        app.withUserConfiguration(Jdbc.class, OwnStore.class)
                .withPropertyValues("idempotency.store=etcd")
                .run(context -> {
                    FailureAnalysis analysis = failure(context);
                    assertThat(analysis.getDescription()).contains("'etcd'").contains("jdbc, memory, ownStore");
                    assertThat(analysis.getAction()).contains("IdempotencyStore bean named 'etcd'");
                });
    }

    @Test
    void theApplicationsOwnStoreIsTakenWhateverElseThereIs(CapturedOutput output) {
        app.withUserConfiguration(Redis.class, Jdbc.class, OwnStore.class).run(context -> {
            assertThat(context).hasSingleBean(IdempotencyStore.class);
            assertThat(context.getBean(IdempotencyEngine.class).store()).isSameAs(context.getBean("ownStore"));
            EngineRegistry engines = context.getBean(EngineRegistry.class);
            assertThat(engines.forStore("ownStore")).isSameAs(engines.forStore(""));
            assertThat(output).doesNotContain("not shared with other processes");
        });
    }

    @Test
    void aStoreMayBeNamedAlthoughTheApplicationHasItsOwn() {
        app.withUserConfiguration(Redis.class, OwnStore.class)
                .withPropertyValues("idempotency.store=redis")
                .run(context -> {
                    EngineRegistry engines = context.getBean(EngineRegistry.class);
                    assertThat(engines.forStore("").store()).isInstanceOf(RedisIdempotencyStore.class);
                    assertThat(engines.forStore("ownStore").store()).isSameAs(context.getBean("ownStore"));
                });
    }

    @Test
    void severalOwnStoresEachHaveAnEngineAndOneIsNamedTheStandard() {
        app.withUserConfiguration(OwnStore.class, OtherStore.class).run(context -> {
            assertThat(failure(context).getDescription())
                    .contains("several IdempotencyStore beans (ownStore, otherStore)");
            assertThat(failure(context).getAction())
                    .contains("'idempotency.store'")
                    .contains("@Primary");
        });
        app.withUserConfiguration(OwnStore.class, OtherStore.class)
                .withPropertyValues("idempotency.store=otherStore")
                .run(context -> {
                    EngineRegistry engines = context.getBean(EngineRegistry.class);
                    assertThat(engines.forStore("").store()).isSameAs(context.getBean("otherStore"));
                    assertThat(engines.forStore("ownStore").store()).isSameAs(context.getBean("ownStore"));
                    assertThat(engines.forStore("ownStore")).isNotSameAs(engines.forStore("otherStore"));
                });
    }

    @Test
    void aPrimaryStoreIsTheStandard() {
        app.withUserConfiguration(OwnStore.class, PrimaryStore.class).run(context -> {
            EngineRegistry engines = context.getBean(EngineRegistry.class);
            assertThat(engines.forStore("").store()).isSameAs(context.getBean("primaryStore"));
            assertThat(engines.forStore("primaryStore")).isSameAs(engines.forStore(""));
            assertThat(engines.forStore("ownStore").store()).isSameAs(context.getBean("ownStore"));
        });
    }

    private static String standard(AssertableApplicationContext context) {
        assertThat(context).hasNotFailed();
        return context.getBean(EngineRegistry.class)
                .forStore("")
                .store()
                .traits()
                .name();
    }

    private static FailureAnalysis failure(AssertableApplicationContext context) {
        assertThat(context).hasFailed();
        return Analyses.of(context.getStartupFailure());
    }

    @Configuration(proxyBeanMethods = false)
    static class Redis {
        @Bean
        RedisConnectionFactory connections() {
            return mock(RedisConnectionFactory.class);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Jdbc {
        @Bean
        DataSource dataSource() {
            return Databases.embedded();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoDataSources {
        @Bean
        DataSource orders() {
            return Databases.embedded();
        }

        @Bean
        DataSource archive() {
            return Databases.embedded();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class PrimaryDataSource {
        @Bean
        @Primary
        DataSource orders() {
            return Databases.embedded();
        }

        @Bean
        DataSource archive() {
            return Databases.embedded();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnStore {
        @Bean
        IdempotencyStore ownStore() {
            return new InMemoryIdempotencyStore(10, 1_000, 1_000);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OtherStore {
        @Bean
        IdempotencyStore otherStore() {
            return new InMemoryIdempotencyStore(10, 1_000, 1_000);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class PrimaryStore {
        @Bean
        @Primary
        IdempotencyStore primaryStore() {
            return new InMemoryIdempotencyStore(10, 1_000, 1_000);
        }
    }
}
