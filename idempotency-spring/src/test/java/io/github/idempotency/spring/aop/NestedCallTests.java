package io.github.idempotency.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.idempotency.NestedCallException;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.scene.Effects;
import io.github.idempotency.spring.scene.Scene;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NestedCallTests {

    static class Outer {
        @Idempotent(key = "#id", whenInProgress = WhenInProgress.WAIT)
        public String run(String id, Supplier<Object> inside) {
            return Effects.next() + " " + inside.get();
        }
    }

    static class Inner {
        @Idempotent(key = "#id")
        public String run(String id) {
            return "inner " + Effects.next();
        }
    }

    private final Scene scene = Scene.of(Outer.class, Inner.class);
    private final Outer outer = scene.bean(Outer.class);
    private final Inner inner = scene.bean(Inner.class);

    @BeforeEach
    void reset() {
        Effects.reset();
    }

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void anotherKeyIsAnotherCall() {
        assertThat(outer.run("a", () -> outer.run("b", () -> "end"))).isEqualTo("1 2 end");
        assertThat(outer.run("b", () -> "unused")).isEqualTo("2 end");
        assertThat(outer.run("a", () -> "unused")).isEqualTo("1 2 end");
        assertThat(Effects.count()).isEqualTo(2);
    }

    @Test
    void theSameKeyOfAnotherOperationIsAnotherCall() {
        assertThat(outer.run("a", () -> inner.run("a"))).isEqualTo("1 inner 2");
        assertThat(inner.run("a")).isEqualTo("inner 2");
        assertThat(Effects.count()).isEqualTo(2);
    }

    @Test
    void theSameKeyOfTheSameOperationIsAClearErrorAndNoDeadlock() {
        assertThatExceptionOfType(NestedCallException.class)
                .isThrownBy(() -> outer.run("a", () -> outer.run("a", () -> "unused")))
                .withMessageContaining("NestedCallTests.Outer.run");
    }

    @Test
    void theSameKeyIsAnErrorHoweverDeepItIs() {
        assertThatExceptionOfType(NestedCallException.class)
                .isThrownBy(() -> outer.run("a", () -> outer.run("b", () -> outer.run("a", () -> "unused"))));
    }

    @Test
    void afterSuchAnErrorTheKeyIsFreeAgain() {
        assertThatExceptionOfType(NestedCallException.class)
                .isThrownBy(() -> outer.run("a", () -> outer.run("a", () -> "unused")));

        assertThat(outer.run("a", () -> "end")).isEqualTo("2 end");
    }

    @Test
    void stepsOfTheTemplateInsideAreCallsOfTheirOwn() {
        IdempotencyTemplate template = scene.template();
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> outer.run("a", () -> {
                        template.run("a", Effects::next);
                        throw new IllegalStateException("after the step");
                    }));
        }

        // The outer code ran twice, its step once.
        assertThat(Effects.count()).isEqualTo(3);
    }

    @Test
    void aNestedCallCanBeAnsweredFromARecord() {
        inner.run("a");

        assertThat(outer.run("b", () -> inner.run("a"))).isEqualTo("2 inner 1");
    }
}
