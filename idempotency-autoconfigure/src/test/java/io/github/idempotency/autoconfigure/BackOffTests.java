package io.github.idempotency.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.engine.EngineListener;
import io.github.idempotency.engine.EngineRegistry;
import io.github.idempotency.engine.EngineSettings;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.spring.aop.CallAdapter;
import io.github.idempotency.spring.aop.CallAdapters;
import io.github.idempotency.spring.operation.OperationDefaults;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import io.github.idempotency.spring.transaction.SameTransactions;
import io.github.idempotency.spring.value.MissingValueCodec;
import io.github.idempotency.spring.value.ValueCalls;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.mock.env.MockEnvironment;

class BackOffTests {

    private static final EngineListener SILENT = event -> {};

    private final ApplicationContextRunner app = Apps.plain();

    @Test
    void anEngineOfTheApplicationNeedsNoStoreOfOurs() {
        IdempotencyEngine own = engine();
        app.withBean(IdempotencyEngine.class, () -> own).run(context -> {
            assertThat(context.getBean(IdempotencyEngine.class)).isSameAs(own);
            assertThat(context.getBean(EngineRegistry.class).forStore("")).isSameAs(own);
            assertThat(context.getBean(EngineRegistry.class).forStore("memory")).isSameAs(own);
            assertThat(context).doesNotHaveBean(IdempotencyStore.class);
        });
    }

    @Test
    void aRegistryOfTheApplicationNeedsNoEngineOfOurs() {
        IdempotencyEngine engine = engine();
        EngineRegistry own = new EngineRegistry(Map.of("x", engine), engine);
        app.withBean(EngineRegistry.class, () -> own).run(context -> {
            assertThat(context.getBean(EngineRegistry.class)).isSameAs(own);
            assertThat(context).doesNotHaveBean(IdempotencyEngine.class);
            assertThat(context).doesNotHaveBean(IdempotencyStore.class);
            context.getBean(IdempotencyTemplate.class).run("key", () -> {});
            assertThat(engine.store()).isInstanceOf(InMemoryIdempotencyStore.class);
        });
        engine.close();
    }

    @Test
    void everyOtherBeanOfTheApplicationsOwnReplacesOurs() {
        assertReplaces(EngineSettings.class, new EngineSettings(Duration.ofSeconds(1), Duration.ofSeconds(9), 1, 1));
        assertReplaces(
                OperationDefaults.class,
                new OperationDefaults(Settings.operations(new MockEnvironment()).policy(), false, "own"));
        assertReplaces(ValueCalls.class, new ValueCalls(new MissingValueCodec()));
        assertReplaces(CallAdapters.class, new CallAdapters(List.<CallAdapter>of()));
        IdempotencyEngine engine = engine();
        assertReplaces(
                IdempotencyTemplate.class,
                new IdempotencyTemplate(
                        engine,
                        new ValueCalls(new MissingValueCodec()),
                        "",
                        Settings.operations(new MockEnvironment()).policy(),
                        new SameTransactions(new StaticListableBeanFactory(), new EngineRegistry(Map.of(), engine))));
        engine.close();
    }

    @Test
    void switchedOffItLeavesNoTrace() {
        app.withPropertyValues("idempotency.enabled=false")
                .run(context ->
                        assertThat(names(context.getBeanDefinitionNames())).isEmpty());
        WebApplicationContextRunner web = Apps.web();
        web.withPropertyValues("idempotency.enabled=false")
                .run(context ->
                        assertThat(names(context.getBeanDefinitionNames())).isEmpty());
        web.run(context -> assertThat(names(context.getBeanDefinitionNames())).isNotEmpty());
    }

    private static List<String> names(String... beans) {
        return List.of(beans).stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).contains("idempoten")
                        || name.contains("internalAutoProxyCreator"))
                .toList();
    }

    private <T> void assertReplaces(Class<T> type, T own) {
        app.withBean(type, () -> own).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(type)).isSameAs(own);
        });
    }

    private static IdempotencyEngine engine() {
        return new IdempotencyEngine(new InMemoryIdempotencyStore(10, 1_000, 1_000), EngineSettings.DEFAULTS, SILENT);
    }
}
