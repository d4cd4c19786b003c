package io.github.idempotency.spring.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.scene.Effects;
import io.github.idempotency.spring.scene.Scene;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which values of an expression are keys. */
class KeyValueTests {

    record Compound(String shop, int number) {}

    @SuppressWarnings("ArrayRecordComponent")
    record Raw(byte[] bytes) {}

    enum Channel {
        WEB,
        PHONE
    }

    static class WithoutText {}

    static class TextOf {
        private final String text;

        TextOf(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static class Shop {
        @Idempotent(key = "#value")
        public int byValue(Object value) {
            return Effects.next();
        }
    }

    static Scene scene;
    static Shop shop;

    @BeforeAll
    static void start() {
        scene = Scene.of(Shop.class);
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

    static List<Object> identifyingValues() {
        return List.of(
                "text",
                CharBuffer.wrap("buffer"),
                17,
                18L,
                UUID.randomUUID(),
                Channel.PHONE,
                new Compound("eu", 1),
                new TextOf("own text"),
                Optional.of("optional"),
                List.of("part", 2));
    }

    @ParameterizedTest
    @MethodSource("identifyingValues")
    void valuesWithATextOfTheirOwnAreKeys(Object value) {
        shop.byValue(value);
        shop.byValue(value);

        assertThat(Effects.count()).isEqualTo(1);
    }

    static List<Object> absentValues() {
        return Arrays.asList(
                null, "", "  \t", CharBuffer.wrap(""), new TextOf(""), new TextOf(null), Optional.empty(), List.of());
    }

    @ParameterizedTest
    @MethodSource("absentValues")
    void withoutAValueTheCallIsRefusedAndTheMethodNamed(Object value) {
        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> shop.byValue(value))
                .withMessageContaining(Shop.class.getName() + ".byValue()")
                .withMessageContaining("#value")
                .satisfies(e -> assertThat(e.rejection()).isEqualTo(Rejection.KEY_MISSING));
        assertThat(Effects.count()).isZero();
    }

    static List<Object> valuesThatDoNotIdentify() {
        return List.of(
                new byte[] {1},
                new int[] {1},
                new Object(),
                new WithoutText(),
                new Raw(new byte[] {1}),
                Map.of("a", 1),
                new HashMap<>(),
                OptionalInt.empty(),
                List.of(new WithoutText()),
                Arrays.asList("a", null),
                List.of("a", ""),
                List.of("a", Optional.empty()),
                List.of("a", List.of("b", "c")));
    }

    @ParameterizedTest
    @MethodSource("valuesThatDoNotIdentify")
    void aValueThatDoesNotIdentifyACallIsRefusedAndTheMethodNamed(Object value) {
        int before = scene.events().of(EngineEvent.Rejected.class).size();

        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> shop.byValue(value))
                .withMessageContaining(Shop.class.getName() + ".byValue()")
                .satisfies(e -> assertThat(e.rejection()).isEqualTo(Rejection.KEY_INVALID));
        assertThat(Effects.count()).isZero();
        assertThat(scene.events().of(EngineEvent.Rejected.class)).hasSize(before + 1);
    }
}
