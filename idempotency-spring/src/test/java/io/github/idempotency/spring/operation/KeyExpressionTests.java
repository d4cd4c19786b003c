package io.github.idempotency.spring.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.scene.Effects;
import io.github.idempotency.spring.scene.Scene;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class KeyExpressionTests {

    record Order(String id, Customer customer) {}

    record Customer(String tenant) {}

    static class Tenants {
        public String of(Order order) {
            return order.customer().tenant();
        }
    }

    static class Shop {
        public String region() {
            return "eu";
        }

        @Idempotent(key = "#order.id")
        public int byProperty(Order order) {
            return Effects.next();
        }

        @Idempotent(key = "#p1")
        public int byIndex(String ignored, String id) {
            return Effects.next();
        }

        @Idempotent(key = "#a0")
        public int byOtherIndex(String id) {
            return Effects.next();
        }

        @Idempotent(key = "{#tenant, #id}")
        public int byList(String tenant, String id) {
            return Effects.next();
        }

        @Idempotent(key = "{@tenants.of(#order), #order.id}")
        public int byOtherBean(Order order) {
            return Effects.next();
        }

        @Idempotent(key = "{#root.region(), #id}")
        public int byOwnBean(String id) {
            return Effects.next();
        }

        @Idempotent(key = "'order:' + #id")
        public int byJoinedText(String id) {
            return Effects.next();
        }

        @Idempotent(key = "{'place', #order?.customer?.tenant + '/' + #order?.id}")
        public int byJoinedProperties(Order order) {
            return Effects.next();
        }

        @Idempotent(key = "#id == null ? 'none' : 'order:' + #id")
        public int byChoice(String id) {
            return Effects.next();
        }

        @Idempotent(key = "#ids.![#this + '!']")
        public int byProjection(List<String> ids) {
            return Effects.next();
        }

        @Idempotent(key = "#id", required = false)
        public int optional(String id) {
            return Effects.next();
        }

        @Idempotent(key = "T(Integer).parseInt(#text)")
        public int byFailingCall(String text) {
            return Effects.next();
        }

        @Idempotent(key = "#order.customer.tenant")
        public int byPropertyOfNull(Order order) {
            return Effects.next();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Beans {
        @Bean
        Tenants tenants() {
            return new Tenants();
        }

        @Bean
        Shop shop() {
            return new Shop();
        }
    }

    static Scene scene;
    static Shop shop;

    @BeforeAll
    static void start() {
        scene = Scene.of(Beans.class);
        shop = scene.bean(Shop.class);
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @BeforeEach
    void reset() {
        Effects.reset();
    }

    private static Order order(String tenant, String id) {
        return new Order(id, new Customer(tenant));
    }

    private static String unique() {
        return UUID.randomUUID().toString();
    }

    @Test
    void aPropertyOfAnArgument() {
        String id = unique();

        shop.byProperty(order("one", id));
        shop.byProperty(order("two", id));
        shop.byProperty(order("one", unique()));

        assertThat(Effects.count()).isEqualTo(2);
    }

    @Test
    void anArgumentByItsPosition() {
        String id = unique();

        shop.byIndex("x", id);
        shop.byIndex("y", id);
        shop.byOtherIndex(id);
        shop.byOtherIndex(id);

        assertThat(Effects.count()).isEqualTo(2);
    }

    @Test
    void theValuesOfAListTogether() {
        String id = unique();

        shop.byList("one", id);
        shop.byList("one", id);
        shop.byList("two", id);

        assertThat(Effects.count()).isEqualTo(2);
    }

    @Test
    void theValuesOfAListCannotBeTakenForOneAnother() {
        shop.byList("a", "bc");
        shop.byList("ab", "c");
        shop.byList("a,b", "c");
        shop.byList("a", "b,c");

        assertThat(Effects.count()).isEqualTo(4);
    }

    @Test
    void anotherBean() {
        String id = unique();

        shop.byOtherBean(order("one", id));
        shop.byOtherBean(order("one", id));
        shop.byOtherBean(order("two", id));

        assertThat(Effects.count()).isEqualTo(2);
    }

    @Test
    void theBeanItself() {
        String id = unique();

        shop.byOwnBean(id);
        shop.byOwnBean(id);

        assertThat(Effects.count()).isEqualTo(1);
    }

    @Test
    void textJoinedWithNothingIsNoKey() {
        assertMissing(() -> shop.byJoinedText(null));
        assertMissing(() -> shop.byJoinedText(" "));
        assertMissing(() -> shop.byJoinedProperties(null));
        assertMissing(() -> shop.byJoinedProperties(order("one", null)));
        assertMissing(() -> shop.byJoinedProperties(order(null, "1")));
        assertThat(Effects.count()).isZero();
    }

    @Test
    void textJoinedWithAValueIsAKey() {
        String id = unique();

        shop.byJoinedText(id);
        shop.byJoinedText(id);
        shop.byJoinedProperties(order("one", id));
        shop.byJoinedProperties(order("one", id));

        assertThat(Effects.count()).isEqualTo(2);
    }

    @Test
    void anExpressionMayChooseWhatStandsForNull() {
        shop.byChoice(null);
        shop.byChoice(null);

        assertThat(Effects.count()).isEqualTo(1);
    }

    @Test
    void anExpressionMayWalkOverAList() {
        shop.byProjection(List.of("a", "b"));
        shop.byProjection(List.of("a", "b"));
        shop.byProjection(List.of("b", "a"));

        assertThat(Effects.count()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void whereNoKeyIsRequiredCallsWithoutOneExecuteEveryTime(String none) {
        shop.optional(none);
        shop.optional(none);
        shop.optional(null);

        assertThat(Effects.count()).isEqualTo(3);
    }

    @Test
    void whereNoKeyIsRequiredCallsWithOneExecuteOnce() {
        String id = unique();

        shop.optional(id);
        shop.optional(id);

        assertThat(Effects.count()).isEqualTo(1);
    }

    @Test
    void anExpressionThatFailsSaysWhichAndWhereButNotForWhat() {
        assertThatExceptionOfType(ExpressionFailedException.class)
                .isThrownBy(() -> shop.byFailingCall("4711-secret"))
                .withMessageContaining("T(Integer).parseInt(#text)")
                .withMessageContaining(Shop.class.getName() + ".byFailingCall()")
                .withMessageContaining("NumberFormatException")
                .satisfies(KeyExpressionTests::tellsNothing);
        assertThatExceptionOfType(ExpressionFailedException.class)
                .isThrownBy(() -> shop.byPropertyOfNull(new Order("4711-secret", null)))
                .withMessageContaining("PROPERTY_OR_FIELD_NOT_READABLE_ON_NULL")
                .satisfies(KeyExpressionTests::tellsNothing);
        assertThat(Effects.count()).isZero();
    }

    private static void tellsNothing(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            assertThat(each.toString()).doesNotContain("4711-secret");
        }
    }

    private static void assertMissing(ThrowingCallable call) {
        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.rejection()).isEqualTo(Rejection.KEY_MISSING));
    }
}
