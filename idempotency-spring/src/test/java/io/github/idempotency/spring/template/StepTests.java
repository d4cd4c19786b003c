package io.github.idempotency.spring.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.scene.Effects;
import io.github.idempotency.spring.scene.Scene;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;

/** Steps of operations that fail and are tried again. */
class StepTests {

    static class Shop {
        @Idempotent(key = "#id", operation = "place")
        public String place(String id, Supplier<Object> inside) {
            return String.valueOf(inside.get());
        }
    }

    private final Scene scene = Scene.of(Shop.class);
    private final Shop shop = scene.bean(Shop.class);
    private final IdempotencyTemplate template = scene.template();

    @BeforeEach
    void reset() {
        Effects.reset();
    }

    @AfterEach
    void stop() {
        scene.close();
    }

    private String step(String name) {
        return template.step(name, String.class, () -> name + Effects.next());
    }

    private static void fail() {
        throw new IllegalStateException("failed");
    }

    private void placeAndFail(String id, Runnable inside) {
        assertThatIllegalStateException()
                .isThrownBy(() -> shop.place(id, () -> {
                    inside.run();
                    fail();
                    return null;
                }))
                .withMessage("failed");
    }

    @Test
    void completedStepsReturnTheirValuesAndOnlyTheRestRuns() {
        AtomicBoolean broken = new AtomicBoolean(true);
        Supplier<Object> order = () -> {
            String reserved = step("reserve");
            String charged = template.step("charge", String.class, () -> {
                Effects.next();
                if (broken.getAndSet(false)) {
                    fail();
                }
                return "charged";
            });
            return reserved + " " + charged + " " + step("ship");
        };
        assertThatIllegalStateException().isThrownBy(() -> shop.place("a", order));

        assertThat(shop.place("a", order)).isEqualTo("reserve1 charged ship4");
        assertThat(shop.place("a", order)).isEqualTo("reserve1 charged ship4");
        assertThat(Effects.count()).isEqualTo(4);
    }

    @Test
    void theTemplatesOwnOperationsHaveStepsToo() {
        IdempotentAction<String, RuntimeException> failing = () -> {
            step("reserve");
            throw new IllegalStateException("failed");
        };
        assertThatIllegalStateException().isThrownBy(() -> template.execute("a", String.class, failing));

        assertThat(template.execute("a", String.class, () -> step("reserve"))).isEqualTo("reserve1");
        assertThat(template.execute("b", String.class, () -> step("reserve"))).isEqualTo("reserve2");
        assertThat(template.withOperation("other").execute("a", String.class, () -> step("reserve")))
                .isEqualTo("reserve3");
    }

    @Test
    void stepsReturnWhatTheirTypeSays() throws IOException {
        ParameterizedTypeReference<Map<String, List<Integer>>> type = new ParameterizedTypeReference<>() {};
        Supplier<Object> order = () -> {
            Map<String, List<Integer>> lines = template.step("lines", type, () -> Map.of("x", List.of(Effects.next())));
            int number = template.step("number", int.class, Effects::next);
            template.step("note", Effects::next);
            return lines.get("x").get(0) + number;
        };
        placeAndFail("a", () -> assertThat(order.get()).isNotNull());

        assertThat(shop.place("a", order)).isEqualTo("3");
        assertThat(Effects.count()).isEqualTo(3);
    }

    @Test
    void failuresThatAreAnswersAreReplayedAndCheckedExceptionsKeepTheirType() {
        Supplier<Object> order = () -> {
            try {
                return template.withRecordedFailures(IOException.class).step("check", String.class, () -> {
                    Effects.next();
                    throw new FileNotFoundException("gone");
                });
            } catch (IOException e) {
                return e.getMessage();
            }
        };
        placeAndFail("a", () -> assertThat(order.get()).isNotNull());

        assertThat(shop.place("a", order)).isEqualTo("gone");
        assertThat(Effects.count()).isEqualTo(1);
    }

    @Test
    void aStepMayHaveStepsOfItsOwn() {
        Supplier<Object> order = () -> step("pick") + " "
                + template.step("send", String.class, () -> {
                    String packed = step("pack") + " " + step("pick");
                    if (Effects.count() == 3) {
                        Effects.next();
                        fail();
                    }
                    return packed;
                });
        assertThatIllegalStateException().isThrownBy(() -> shop.place("a", order));

        assertThat(shop.place("a", order)).isEqualTo("pick1 pack2 pick3");
        assertThat(Effects.count()).isEqualTo(4);
    }

    @Test
    void aKeyFreedByAFailureDoesNotBringItsStepsToAnotherRequest() {
        IdempotencyTemplate first = template.withRequest("blue");
        assertThatIllegalStateException()
                .isThrownBy(() -> first.run("a", () -> {
                    step("paint");
                    fail();
                }));

        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> template.withRequest("red").execute("a", String.class, () -> step("paint")))
                .withMessageStartingWith("Step 'paint': ")
                .satisfies(e -> assertThat(e.rejection()).isEqualTo(Rejection.KEY_REUSED));
        assertThat(first.execute("a", String.class, () -> step("paint"))).isEqualTo("paint1");
    }

    @Test
    void aStepMaySayWhatItAsksFor() {
        placeAndFail("a", () -> template.withRequest("blue").step("paint", Effects::next));

        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> shop.place("a", () -> {
                    template.withRequest("red").step("paint", Effects::next);
                    return null;
                }))
                .satisfies(e -> assertThat(e.rejection()).isEqualTo(Rejection.KEY_REUSED));
        assertThat(Effects.count()).isEqualTo(1);
    }

    @Test
    void aNameIsUsedOnceInOneExecution() {
        assertThatIllegalStateException()
                .isThrownBy(() -> shop.place("a", () -> step("charge") + step("charge")))
                .withMessageContaining("\"charge-\" + i");

        assertThat(shop.place("a", () -> step("charge") + step("charge-1"))).isEqualTo("charge1charge-12");
    }

    @Test
    void outsideOfAProtectedCallThereAreNoSteps() throws Exception {
        assertThatIllegalStateException()
                .isThrownBy(() -> step("charge"))
                .withMessageContaining("not inside of a protected call")
                .withMessageContaining("execute()");
        Throwable[] elsewhere = new Throwable[1];
        shop.place("a", () -> {
            Thread other = new Thread(() -> elsewhere[0] = catchThrowable());
            other.start();
            try {
                other.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return null;
        });
        assertThat(elsewhere[0]).isInstanceOf(IllegalStateException.class);
        assertThat(Effects.count()).isZero();
    }

    private Throwable catchThrowable() {
        return org.assertj.core.api.Assertions.catchThrowable(() -> step("charge"));
    }

    @Test
    void whatCannotBeAStepIsRefusedBeforeItRuns() {
        ParameterizedTypeReference<Stream<Integer>> stream = new ParameterizedTypeReference<>() {};
        shop.place("a", () -> {
            assertThatIllegalArgumentException().isThrownBy(() -> step(" "));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> template.step("numbers", stream, () -> Stream.of(Effects.next())))
                    .withMessageContaining("it can be read only once");
            return null;
        });
        assertThat(Effects.count()).isZero();
    }

    @Test
    void metersSeeTheOperationAndNoNamesOfSteps() {
        IdempotencyTemplate longNamed = template.withOperation("x".repeat(200));
        longNamed.run("a", () -> step("charge"));
        shop.place("a", () -> template.step("outer", String.class, () -> step("inner")));

        assertThat(scene.events().of(EngineEvent.Started.class))
                .extracting(EngineEvent.Started::operation)
                .containsExactly("x".repeat(200), "x".repeat(195) + "#step", "place", "place#step", "place#step");
    }
}
