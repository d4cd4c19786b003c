package io.github.idempotency.spring.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.idempotency.TransactionMode;
import io.github.idempotency.WhenAbandoned;
import io.github.idempotency.WhenFails;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.engine.CallPolicy;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.scene.Engines;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySourcesPropertyResolver;

class AttributeTests {

    @SuppressWarnings("unused")
    static class Good {

        @Idempotent(key = "#id")
        void nothing(String id) {}

        @Idempotent(
                key = "#id",
                operation = "${name}.place",
                lease = "20s",
                retention = "PT2H",
                whenInProgress = WhenInProgress.WAIT,
                maxWait = "${wait}",
                whenAbandoned = WhenAbandoned.HOLD,
                whenStoreFails = WhenStoreFails.PROCEED,
                whenFails = WhenFails.STORE,
                transaction = TransactionMode.SAME,
                recordFailures = IllegalStateException.class,
                fingerprint = "#id",
                store = " ${store:memory} ")
        void everything(String id) {}

        @Idempotent(key = "'${name}:' + #id", retention = "${missing:1d}", required = false)
        void placeholders(String id) {}

        @Idempotent(key = "#id", retention = "1d12h")
        void composite(String id) {}
    }

    @SuppressWarnings("unused")
    static class Bad {
        @Idempotent(key = "#id", lease = "soon")
        void noDuration(String id) {}

        @Idempotent(key = "#id", retention = "3600")
        void noUnit(String id) {}

        @Idempotent(key = "#id", retention = "9999999999999999d")
        void tooLong(String id) {}

        @Idempotent(key = "#id", lease = "-5s")
        void negative(String id) {}

        @Idempotent(key = "#id", lease = "1h", retention = "1m")
        void contradicting(String id) {}

        @Idempotent(key = "#id", lease = "2h")
        void contradictingTheDefault(String id) {}

        @Idempotent(key = "#id", whenInProgress = WhenInProgress.WAIT, maxWait = "0s")
        void waitForNothing(String id) {}

        @Idempotent(key = "#id", retention = "${nowhere}")
        void noValue(String id) {}

        @Idempotent(
                key = "#id",
                whenFails = {WhenFails.STORE, WhenFails.HOLD})
        void severalValues(String id) {}

        @Idempotent(
                key = "#id",
                whenInProgress = {WhenInProgress.WAIT, WhenInProgress.REJECT})
        void severalReactions(String id) {}

        @Idempotent(key = "#id.")
        void noExpression(String id) {}

        @Idempotent(key = "#di")
        void unknownName(String id) {}

        @Idempotent(key = "#p1")
        void unknownPosition(String id) {}

        @Idempotent(key = "#id")
        void noParameters() {}

        @Idempotent(key = "id")
        void forgottenSign(String id) {}

        @Idempotent(key = "#id", fingerprint = "{#id, #order}")
        void unknownNameInFingerprint(String id) {}

        @Idempotent(key = "#id", operation = "${long}")
        void longName(String id) {}
    }

    @Test
    void whatIsLeftOpenComesFromTheDefaults() {
        IdempotentOperation operation = operation(Good.class, "nothing");

        assertThat(operation.policy()).isEqualTo(Engines.POLICY);
        assertThat(operation.explicitName()).isEmpty();
        assertThat(operation.name()).isEqualTo("AttributeTests.Good.nothing");
        assertThat(operation.store()).isEmpty();
        assertThat(operation.required()).isTrue();
        assertThat(operation.fingerprint()).isNull();
        assertThat(operation.recordFailures()).isEmpty();
    }

    @Test
    void whatIsSetHolds() {
        IdempotentOperation operation = operation(Good.class, "everything");

        assertThat(operation.policy())
                .isEqualTo(new CallPolicy(
                        Duration.ofSeconds(20),
                        Duration.ofHours(2),
                        WhenInProgress.WAIT,
                        Duration.ofSeconds(3),
                        WhenAbandoned.HOLD,
                        WhenStoreFails.PROCEED,
                        WhenFails.STORE,
                        TransactionMode.SAME));
        assertThat(operation.name()).isEqualTo("orders.place");
        assertThat(operation.store()).isEqualTo("memory");
        assertThat(operation.fingerprint()).hasToString("#id");
        assertThat(operation.recordFailures()).isEqualTo(List.of(IllegalStateException.class));
    }

    @Test
    void stringsTakePlaceholders() {
        IdempotentOperation operation = operation(Good.class, "placeholders");

        assertThat(operation.key()).hasToString("'orders:' + #id");
        assertThat(operation.policy().retention()).isEqualTo(Duration.ofDays(1));
        assertThat(operation.required()).isFalse();
    }

    @Test
    void durationsMayHaveSeveralUnits() {
        assertThat(operation(Good.class, "composite").policy().retention()).isEqualTo(Duration.ofHours(36));
    }

    @Test
    void aPropertyCanMakeEveryKeyOptional() {
        OperationResolver resolver =
                new OperationResolver(new OperationDefaults(Engines.POLICY, false, "shop"), beanFactory());

        IdempotentOperation operation = resolver.resolve(method(Good.class, "nothing"), Good.class);

        assertThat(operation.required()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "noDuration | lease = \"soon\" is not a duration",
                "noUnit | retention = \"3600\" is not a duration",
                "tooLong | is not a duration",
                "negative | The lease must be at least 100ms",
                "contradicting | The retention (1m) must not be shorter than the lease (1h)",
                "contradictingTheDefault | The retention (1h) must not be shorter than the lease (2h)",
                "waitForNothing | max-wait must be positive where duplicates wait",
                "noValue | '${nowhere}' has no value. Define the property.",
                "severalValues | whenFails has 2 values. Give it one.",
                "severalReactions | whenInProgress has 2 values. Give it one.",
                "noExpression | '#id.' is not a SpEL expression",
                "unknownName | \"#di\" names #di, but the parameters are #id.",
                "unknownPosition | \"#p1\" names #p1, but the parameters are #id.",
                "noParameters | but the method has no parameters.",
                "forgottenSign | Write #id",
                "unknownNameInFingerprint | names #order, but the parameters are #id.",
                "longName | Use at most 200."
            })
    void aMistakeNamesTheMethodAndTheFix(String method, String message) {
        assertThatExceptionOfType(OperationMistakeException.class)
                .isThrownBy(() -> operation(Bad.class, method))
                .withMessageContaining(Bad.class.getName() + "." + method + "()")
                .withMessageContaining(message);
    }

    @Test
    void aPlaceholderWithoutValueIsAMistakeAlsoWhereTheContextLeavesItAlone() {
        DefaultListableBeanFactory lenient = new DefaultListableBeanFactory();
        lenient.addEmbeddedValueResolver(text -> text);
        OperationResolver resolver =
                new OperationResolver(new OperationDefaults(Engines.POLICY, true, "shop"), lenient);
        Method method = method(Bad.class, "noValue");

        assertThatExceptionOfType(OperationMistakeException.class)
                .isThrownBy(() -> resolver.resolve(method, Bad.class))
                .withMessageContaining("has no value");
    }

    private static IdempotentOperation operation(Class<?> type, String method) {
        OperationResolver resolver =
                new OperationResolver(new OperationDefaults(Engines.POLICY, true, "shop"), beanFactory());
        return resolver.resolve(method(type, method), type);
    }

    private static Method method(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static DefaultListableBeanFactory beanFactory() {
        MutablePropertySources sources = new MutablePropertySources();
        sources.addFirst(new MapPropertySource(
                "test", Map.of("name", "orders", "wait", "3s", "long", "a.very.long.name".repeat(20))));
        DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();
        beanFactory.addEmbeddedValueResolver(new PropertySourcesPropertyResolver(sources)::resolveRequiredPlaceholders);
        return beanFactory;
    }
}
