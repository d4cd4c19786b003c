package io.github.idempotency.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.github.idempotency.WhenFails;
import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.IdempotentCall;
import io.github.idempotency.spring.scene.Effects;
import io.github.idempotency.spring.scene.Scene;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.test.FlakyStore.Verb;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What protected code sees of its own call. */
class IdempotentCallTests {

    static class Shop {
        @Idempotent(key = "#id", operation = "place", lease = "100ms")
        public String run(String id, Supplier<Object> inside) {
            return Effects.next() + " " + inside.get();
        }

        @Idempotent(key = "#id", whenFails = WhenFails.STORE)
        public String stores(String id, Supplier<Object> inside) {
            return Effects.next() + " " + inside.get();
        }

        @Idempotent(key = "#id", whenStoreFails = WhenStoreFails.PROCEED)
        public String proceeds(String id, Supplier<Object> inside) {
            return Effects.next() + " " + inside.get();
        }
    }

    private final Scene scene = Scene.of(Shop.class);
    private final Shop shop = scene.bean(Shop.class);

    @BeforeEach
    void reset() {
        Effects.reset();
    }

    @AfterEach
    void stop() {
        scene.close();
    }

    private static IdempotentCall call() {
        return IdempotentCall.current().orElseThrow();
    }

    @Test
    void outsideThereIsNone() {
        assertThat(IdempotentCall.current()).isEmpty();
        shop.run("a", () -> "end");
        assertThat(IdempotentCall.current()).isEmpty();
    }

    @Test
    void insideItTellsOperationAndAttempt() {
        assertThat(shop.run("a", () -> call().operation() + " " + call().attempt()))
                .isEqualTo("1 place 1");
    }

    @Test
    void itTellsTheKeyAsLogsShowIt() {
        String[] key = new String[1];
        shop.run("a", () -> key[0] = call().key());

        assertThat(scene.events().of(EngineEvent.Started.class))
                .extracting(started -> started.key().toString())
                .containsExactly(key[0]);
    }

    @Test
    void nestedCallsSeeTheirOwnAndLeaveTheOuterOne() {
        assertThat(shop.run("a", () -> shop.stores("b", () -> call().operation()) + " " + call().operation()))
                .isEqualTo("1 2 IdempotentCallTests.Shop.stores place");
    }

    @Test
    void whoTakesOverSeesThatItIsNotTheFirst() {
        scene.store().on(Verb.RENEW).always().failWith(() -> new StoreUnavailableException("frozen", null));
        shop.run("a", () -> {
            // This owner goes silent; another caller, on a thread of its own, takes over.
            await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> {
                String answer = shop.run("a", () -> "attempt " + call().attempt());
                return answer.equals("2 attempt 2");
            });
            return "lost";
        });
    }

    @Test
    void nothingIsRecordedIfTheCodeSaysSo() {
        for (int i = 1; i <= 2; i++) {
            assertThat(shop.run("a", () -> {
                        call().doNotRecord();
                        return "end";
                    }))
                    .isEqualTo(i + " end");
        }
        assertThat(scene.events().of(EngineEvent.Ended.class))
                .extracting(EngineEvent.Ended::ending)
                .containsExactly(Ending.RELEASED, Ending.RELEASED);
    }

    @Test
    void aFailureIsNotRecordedEitherIfTheCodeSaysSo() {
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> shop.stores("a", () -> {
                        call().doNotRecord();
                        throw new IllegalStateException("transient");
                    }));
        }
        assertThat(Effects.count()).isEqualTo(2);
    }

    @Test
    void anAnswerCanBeKeptForAnotherTime() {
        shop.run("a", () -> {
            call().retainFor(Duration.ofMillis(150));
            return "short";
        });
        assertThat(shop.run("a", () -> "unused")).isEqualTo("1 short");

        await().atMost(Duration.ofSeconds(10))
                .until(() -> shop.run("a", () -> "new").equals("2 new"));
    }

    @Test
    void theTimeMustBePositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.run("a", () -> {
                    call().retainFor(Duration.ZERO);
                    return "unused";
                }));
    }

    @Test
    void codeThatRunsUnprotectedSeesNone() {
        scene.store().on(Verb.CLAIM).always().refuse();

        assertThat(shop.proceeds("a", () -> IdempotentCall.current().equals(Optional.empty())))
                .isEqualTo("1 true");
        assertThat(shop.proceeds("a", () -> "again")).isEqualTo("2 again");
    }
}
