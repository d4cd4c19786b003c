package io.github.idempotency.spring.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import io.github.idempotency.WhenAbandoned;
import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.IdempotentCall;
import io.github.idempotency.spring.scene.Effects;
import io.github.idempotency.spring.scene.Scene;
import io.github.idempotency.test.FlakyStore.Verb;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Steps of operations whose owner went silent, and of those that have none. */
class StepOwnershipTests {

    static class Shop {
        @Idempotent(key = "#id", operation = "place", lease = "100ms")
        public String place(String id, Supplier<Object> inside) {
            return String.valueOf(inside.get());
        }

        @Idempotent(key = "#id", required = false)
        public String maybe(String id, Supplier<Object> inside) {
            return String.valueOf(inside.get());
        }

        @Idempotent(key = "#id", whenStoreFails = WhenStoreFails.PROCEED)
        public String proceeds(String id, Supplier<Object> inside) {
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

    /** No heartbeat arrives any more, until the store is healed. */
    private void goSilent() {
        scene.store().on(Verb.RENEW).always().refuse();
    }

    /** What a retry gets that comes again until the silent owner's lease has run out. */
    private String takeOver(Supplier<Object> inside) {
        return CompletableFuture.supplyAsync(() -> await().atMost(Duration.ofSeconds(10))
                        .ignoreExceptionsMatching(StepOwnershipTests::isInProgress)
                        .until(() -> shop.place("a", inside), answer -> true))
                .join();
    }

    private static boolean isInProgress(Throwable e) {
        return e instanceof CallRejectedException refused && refused.rejection() == Rejection.IN_PROGRESS;
    }

    @Test
    void theNextOwnerGoesOnAndTheFormerOneStopsAtItsNextStep() {
        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> shop.place("a", () -> {
                    String reserved = step("reserve");
                    goSilent();
                    assertThat(takeOver(() -> step("reserve") + " " + step("charge")))
                            .isEqualTo("reserve1 charge2");
                    scene.store().heal();
                    return reserved + step("ship");
                }))
                .withMessageContaining("The step 'ship' was not executed")
                .satisfies(e -> assertThat(e.rejection()).isEqualTo(Rejection.IN_PROGRESS));

        assertThat(shop.place("a", () -> "unused")).isEqualTo("reserve1 charge2");
        assertThat(Effects.count()).isEqualTo(2);
        assertThat(scene.events().of(EngineEvent.LeaseLost.class)).hasSize(1);
    }

    @Test
    void anOwnerThatDoesNotKnowThatItWasReplacedStillRunsNoStepASecondTime() {
        shop.place("a", () -> {
            goSilent();
            String taken = takeOver(() -> step("reserve") + " " + step("charge"));
            // The store still refuses renewals, so nobody can tell this owner.
            assertThat(step("reserve") + " " + step("charge")).isEqualTo(taken);
            return "lost";
        });
        assertThat(Effects.count()).isEqualTo(2);
    }

    @Test
    void theNextOwnerWaitsForAStepThatIsStillRunning() {
        IdempotencyTemplate enduring = template.withPolicy(policy -> policy.withLease(Duration.ofSeconds(20)));
        CompletableFuture<String> next = new CompletableFuture<>();
        shop.place("a", () -> {
            goSilent();
            return enduring.step("charge", String.class, () -> {
                CompletableFuture.supplyAsync(
                                () -> takeOver(() -> enduring.step("charge", String.class, () -> "again")))
                        .whenComplete((value, failure) -> next.complete(value));
                await().atMost(Duration.ofSeconds(10))
                        .until(() ->
                                !scene.events().of(EngineEvent.Waiting.class).isEmpty());
                return "charge" + Effects.next();
            });
        });

        assertThat(next.join()).isEqualTo("charge1");
    }

    @Test
    void aStepWhoseOwnerVanishedInItIsHeldWhereTheTemplateSaysSo() {
        IdempotencyTemplate careful = template.withPolicy(policy -> policy.withWhenAbandoned(WhenAbandoned.HOLD));
        shop.place("a", () -> {
            goSilent();
            return careful.step("charge", String.class, () -> {
                assertThatExceptionOfType(Exception.class)
                        .isThrownBy(() -> takeOver(() -> careful.step("charge", String.class, () -> "again")))
                        .withRootCauseInstanceOf(CallRejectedException.class)
                        .withMessageContaining("Step 'charge': 'place#step'")
                        .withMessageContaining("ended earlier without telling");
                return "charge" + Effects.next();
            });
        });
        assertThat(Effects.count()).isEqualTo(1);
    }

    @Test
    void aStepCountsAttemptsOfItsOwn() {
        shop.place("a", () -> {
            step("reserve");
            goSilent();
            assertThat(takeOver(() -> seen() + ", in a step: " + template.step("new", String.class, this::seen)))
                    .isEqualTo("place 2 true, in a step: place#step 1 false");
            return null;
        });
    }

    private String seen() {
        IdempotentCall call = IdempotentCall.current().orElseThrow();
        return call.operation() + " " + call.attempt() + " " + call.earlierOwnerVanished();
    }

    @Test
    void withoutAKeyStepsJustRun() {
        for (int i = 1; i <= 2; i++) {
            assertThat(shop.maybe(null, () -> step("charge"))).isEqualTo("charge" + i);
        }
        assertThat(scene.events().of(EngineEvent.Started.class)).isEmpty();
    }

    @Test
    void whereTheOperationProceedsWithoutTheStoreStepsJustRun() {
        scene.store().on(Verb.CLAIM).always().refuse();
        assertThat(shop.proceeds("a", () -> step("charge"))).isEqualTo("charge1");
        assertThat(shop.proceeds("a", () -> step("charge"))).isEqualTo("charge2");
    }

    @Test
    void anUnprotectedCallInsideOfAnOperationHasStepsOfThatOperation() {
        CallRejectedException lost = new CallRejectedException(Rejection.IN_PROGRESS, "free the key");
        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> shop.place("a", () -> {
                    shop.maybe(null, () -> step("charge"));
                    throw lost;
                }));

        assertThat(shop.place("a", () -> shop.maybe(null, () -> step("charge"))))
                .isEqualTo("charge1");
    }

    @Test
    void aStepIsRefusedWhileTheStoreIsDown() {
        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> shop.place("a", () -> {
                    scene.store().on(Verb.CLAIM).always().refuse();
                    return step("charge");
                }))
                .satisfies(e -> assertThat(e.rejection()).isEqualTo(Rejection.STORE_UNAVAILABLE));
        assertThat(Effects.count()).isZero();
    }
}
