package io.github.idempotency.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import io.github.idempotency.codec.ValueCodec;
import io.github.idempotency.codec.ValueCodecException;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.scene.Effects;
import io.github.idempotency.spring.scene.Scene;
import io.github.idempotency.spring.value.Jackson2ValueCodec;
import io.github.idempotency.spring.value.JacksonValueCodec;
import io.github.idempotency.spring.value.MissingValueCodec;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** A key that comes back with another request is a misuse, and one with the same request is not. */
class FingerprintTests {

    record Order(String id, BigDecimal total, Map<String, Object> options, Set<String> tags) {}

    static class Shop {
        @Idempotent(key = "#order.id", fingerprint = "#order")
        public int whole(Order order) {
            return Effects.next();
        }

        @Idempotent(key = "#id", fingerprint = "{#amount, #currency}")
        public int parts(String id, Object amount, Object currency) {
            return Effects.next();
        }

        @Idempotent(key = "#id", fingerprint = "#currency")
        public int text(String id, String currency) {
            return Effects.next();
        }

        @Idempotent(key = "#id")
        public int keyOnly(String id, String ignored) {
            return Effects.next();
        }
    }

    static List<ValueCodec> codecs() {
        return List.of(new JacksonValueCodec(JsonMapper.builder().build()), new Jackson2ValueCodec(new ObjectMapper()));
    }

    @BeforeEach
    void reset() {
        Effects.reset();
    }

    private static Order order(String total, Map<String, Object> options, Set<String> tags) {
        return new Order("a", new BigDecimal(total), options, tags);
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void theSameRequestIsReplayed(ValueCodec codec) {
        try (Scene scene = Scene.builder().codec(codec).with(Shop.class).start()) {
            Shop shop = scene.bean(Shop.class);

            assertThat(shop.whole(order("12.50", Map.of(), Set.of()))).isEqualTo(1);
            assertThat(shop.whole(order("12.50", Map.of(), Set.of()))).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void anotherRequestIsRefused(ValueCodec codec) {
        try (Scene scene = Scene.builder().codec(codec).with(Shop.class).start()) {
            Shop shop = scene.bean(Shop.class);
            shop.whole(order("12.50", Map.of(), Set.of()));

            for (Order other : List.of(
                    order("12.51", Map.of(), Set.of()),
                    order("12.50", Map.of("gift", true), Set.of()),
                    order("12.50", Map.of(), Set.of("gift")))) {
                assertThatExceptionOfType(CallRejectedException.class)
                        .isThrownBy(() -> shop.whole(other))
                        .satisfies(e -> assertThat(e.rejection()).isEqualTo(Rejection.KEY_REUSED));
            }
            assertThat(Effects.count()).isEqualTo(1);
            assertThat(scene.meters()
                            .get("idempotency.key.collisions")
                            .counter()
                            .count())
                    .isEqualTo(3);
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void theOrderOfMapsAndSetsMakesNoDifference(ValueCodec codec) {
        try (Scene scene = Scene.builder().codec(codec).with(Shop.class).start()) {
            Shop shop = scene.bean(Shop.class);
            // These two have the same hash, so that a set keeps them in the order in which they came.
            Order order = order("1", ordered("z", "a"), hashed("Aa", "BB"));
            Order same = order("1", ordered("a", "z"), hashed("BB", "Aa"));
            assertThat(order.tags().toString()).isNotEqualTo(same.tags().toString());

            assertThat(shop.whole(order)).isEqualTo(1);
            assertThat(shop.whole(same)).isEqualTo(1);
        }
    }

    private static Map<String, Object> ordered(String first, String second) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(first, 1);
        map.put(second, 1);
        return map;
    }

    private static Set<String> hashed(String first, String second) {
        Set<String> set = new HashSet<>();
        set.add(first);
        set.add(second);
        return set;
    }

    @Test
    void severalValuesCountEachInItsPlace() {
        try (Scene scene = Scene.of(Shop.class)) {
            Shop shop = scene.bean(Shop.class);
            shop.parts("a", "1", "2");

            assertReused(() -> shop.parts("a", "2", "1"));
            assertReused(() -> shop.parts("a", "12", ""));
            assertReused(() -> shop.parts("a", "1", null));
            assertReused(() -> shop.parts("a", 1, 2));
            shop.parts("a", "1", "2");
            assertThat(Effects.count()).isEqualTo(1);
        }
    }

    @Test
    void nullIsAValueToo() {
        try (Scene scene = Scene.of(Shop.class)) {
            Shop shop = scene.bean(Shop.class);
            shop.text("a", null);
            shop.text("a", null);

            assertReused(() -> shop.text("a", "EUR"));
            assertReused(() -> shop.text("a", ""));
            assertReused(() -> shop.text("a", "null"));
            assertThat(Effects.count()).isEqualTo(1);
        }
    }

    @Test
    void withoutAnExpressionTheKeyAloneCounts() {
        try (Scene scene = Scene.of(Shop.class)) {
            Shop shop = scene.bean(Shop.class);

            assertThat(shop.keyOnly("a", "x")).isEqualTo(1);
            assertThat(shop.keyOnly("a", "y")).isEqualTo(1);
        }
    }

    @Test
    void aValueThatCannotBeDigestedStopsTheCall() {
        try (Scene scene =
                Scene.builder().codec(new MissingValueCodec()).with(Shop.class).start()) {
            Shop shop = scene.bean(Shop.class);

            assertThatExceptionOfType(ValueCodecException.class)
                    .isThrownBy(() -> shop.parts("a", UUID.randomUUID(), "b"));
            assertThat(Effects.count()).isZero();
        }
    }

    private static void assertReused(ThrowingCallable call) {
        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.rejection()).isEqualTo(Rejection.KEY_REUSED));
    }
}
