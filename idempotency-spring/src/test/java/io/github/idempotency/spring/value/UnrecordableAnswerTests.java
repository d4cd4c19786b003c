package io.github.idempotency.spring.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.scene.Effects;
import io.github.idempotency.spring.scene.Logs;
import io.github.idempotency.spring.scene.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers that cannot be recorded, or would come back as something else. */
class UnrecordableAnswerTests {

    sealed interface Shape permits Circle, Square {}

    record Circle(int radius) implements Shape {}

    record Square(int side) implements Shape {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({@JsonSubTypes.Type(Good.class), @JsonSubTypes.Type(Bad.class)})
    sealed interface Tagged permits Good, Bad {}

    record Good(String text) implements Tagged {}

    record Bad(int code) implements Tagged {}

    static class Animal {
        public String name = "animal";
    }

    static class Dog extends Animal {
        public String bark = "wuff";
    }

    static class Secretive {
        public String getSecret() {
            throw new IllegalStateException("4711-secret");
        }
    }

    static class Loop {
        public Loop getSelf() {
            return this;
        }
    }

    interface Projection {
        String getId();
    }

    static class Shop {
        @Idempotent(key = "#id")
        public Shape sealedWithoutTypeInformation(String id) {
            Effects.next();
            return new Circle(3);
        }

        @Idempotent(key = "#id")
        public Tagged sealedWithTypeInformation(String id) {
            Effects.next();
            return id.equals("good") ? new Good("a") : new Bad(3);
        }

        @Idempotent(key = "#id")
        public Animal subclass(String id) {
            Effects.next();
            return new Dog();
        }

        @Idempotent(key = "#id")
        public Object recordDeclaredAsObject(String id) {
            Effects.next();
            return new Circle(3);
        }

        @Idempotent(key = "#id")
        public Number longDeclaredAsNumber(String id) {
            Effects.next();
            return 3L;
        }

        @Idempotent(key = "#id")
        public Object failingGetter(String id) {
            Effects.next();
            return new Secretive();
        }

        @Idempotent(key = "#id")
        public Map<String, Object> failingGetterInAMap(String id) {
            Effects.next();
            return Map.of("4711-secret", new Secretive());
        }

        @Idempotent(key = "#id")
        public Loop endless(String id) {
            Effects.next();
            return new Loop();
        }

        @Idempotent(key = "#id")
        public Projection projection(String id) {
            Effects.next();
            return () -> "projected";
        }

        @Idempotent(key = "#id")
        public Optional<Shape> inside(String id) {
            Effects.next();
            return Optional.of(new Circle(1));
        }

        @Idempotent(key = "#id")
        public List<Circle> plain(String id) {
            Effects.next();
            return new ArrayList<>(List.of(new Circle(1)));
        }

        @Idempotent(key = "#id")
        public void nothing(String id) {
            Effects.next();
        }
    }

    @BeforeEach
    void reset() {
        Effects.reset();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "JACKSON.*")
    void theFirstCallerGetsTheValueAndDuplicatesAreRefused(Codec codec) {
        List<Function<Shop, Object>> calls = List.of(
                shop -> shop.sealedWithoutTypeInformation("a"),
                shop -> shop.subclass("a"),
                shop -> shop.recordDeclaredAsObject("a"),
                shop -> shop.longDeclaredAsNumber("a"),
                shop -> shop.failingGetter("a"),
                shop -> shop.failingGetterInAMap("a"),
                shop -> shop.endless("a"),
                shop -> shop.projection("a"),
                shop -> shop.inside("a"));
        try (Scene scene = Scene.builder().codec(codec.get()).with(Shop.class).start()) {
            for (Function<Shop, Object> call : calls) {
                assertUnrecorded(scene, call);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_ANY,
            names = {"NONE", "BROKEN"})
    void whateverTheCodecThrows(Codec codec) {
        try (Scene scene = Scene.builder().codec(codec.get()).with(Shop.class).start()) {
            assertUnrecorded(scene, shop -> shop.plain("a"));
        }
    }

    private static void assertUnrecorded(Scene scene, Function<Shop, Object> call) {
        Shop shop = scene.bean(Shop.class);
        Effects.reset();
        try (Logs logs = Logs.capture()) {
            assertThat(call.apply(shop)).isNotNull();
            for (int i = 0; i < 2; i++) {
                assertThatExceptionOfType(CallRejectedException.class)
                        .isThrownBy(() -> call.apply(shop))
                        .satisfies(e -> assertThat(e.rejection()).isEqualTo(Rejection.ANSWER_NOT_RECORDED));
            }
            assertThat(logs.at(Level.ERROR)).hasSize(1).first().asString().contains("answer-not-recorded");
            assertThat(logs.text()).doesNotContain("4711-secret");
        }
        assertThat(Effects.count()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "JACKSON.*")
    void typeInformationOfTheApplicationIsKept(Codec codec) {
        try (Scene scene = Scene.builder().codec(codec.get()).with(Shop.class).start()) {
            Shop shop = scene.bean(Shop.class);

            for (String id : List.of("good", "bad")) {
                assertThat(shop.sealedWithTypeInformation(id)).isEqualTo(shop.sealedWithTypeInformation(id));
            }
            assertThat(Effects.count()).isEqualTo(2);
        }
    }

    @Test
    void withoutAJsonLibraryMethodsThatReturnNothingWork() {
        try (Scene scene =
                Scene.builder().codec(new MissingValueCodec()).with(Shop.class).start()) {
            Shop shop = scene.bean(Shop.class);

            shop.nothing("a");
            shop.nothing("a");

            assertThat(Effects.count()).isEqualTo(1);
        }
    }

    @Test
    void anAnswerTooLargeForTheStoreIsNotRecorded() {
        try (Scene scene = Scene.of(Shop.class)) {
            String large = "x".repeat(1_000_001);
            assertThat(scene.template().execute("a", String.class, () -> large)).isSameAs(large);

            assertThatExceptionOfType(CallRejectedException.class)
                    .isThrownBy(() -> scene.template().execute("a", String.class, () -> large))
                    .satisfies(e -> assertThat(e.rejection()).isEqualTo(Rejection.ANSWER_NOT_RECORDED));
        }
    }
}
