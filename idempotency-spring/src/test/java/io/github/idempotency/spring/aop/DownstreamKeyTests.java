package io.github.idempotency.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.idempotency.engine.Execution;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.IdempotentCall;
import io.github.idempotency.spring.scene.Scene;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The key a call hands on to the services it uses. */
class DownstreamKeyTests {

    static class Shop {
        @Idempotent(key = "#id")
        public String place(String id, Supplier<String> inside) {
            return inside.get();
        }

        @Idempotent(key = "#id")
        public String cancel(String id, Supplier<String> inside) {
            return inside.get();
        }
    }

    private final Scene scene = Scene.of(Shop.class);
    private final Shop shop = scene.bean(Shop.class);

    @AfterEach
    void stop() {
        scene.close();
    }

    private static String key() {
        return IdempotentCall.current().orElseThrow().downstreamKey();
    }

    private String step(String name) {
        return scene.template().step(name, String.class, DownstreamKeyTests::key);
    }

    @Test
    void itIsTheSameInEveryAttempt() {
        String[] first = new String[2];
        assertThatIllegalStateException()
                .isThrownBy(() -> shop.place("a", () -> {
                    first[0] = key();
                    scene.template().step("charge", () -> {
                        first[1] = key();
                        throw new IllegalStateException("lost");
                    });
                    return "unused";
                }));

        assertThat(shop.place("a", () -> key() + " " + step("charge"))).isEqualTo(first[0] + " " + first[1]);
    }

    @Test
    void everyOperationKeyAndStepHasAnotherOne() {
        Set<String> keys = new HashSet<>();
        keys.add(shop.place("a", () -> keys.add(key()) + step("charge")));
        keys.add(shop.place("b", () -> keys.add(key()) + step("charge")));
        keys.add(shop.cancel("a", () -> keys.add(key()) + step("charge")));
        keys.add(shop.cancel("b", () -> keys.add(key()) + step("refund")));

        assertThat(keys).hasSize(8);
    }

    @Test
    void itIsAUuidOfVersion8AndTellsNothingOfTheRecordsKey() {
        shop.place("a", () -> {
            UUID uuid = UUID.fromString(key());
            assertThat(uuid.version()).isEqualTo(8);
            assertThat(uuid.variant()).isEqualTo(2);
            assertThat(uuid).hasToString(key());
            String stored = Execution.current().key().hex();
            assertThat(stored).doesNotContain(key().substring(0, 8)).doesNotContain(key().substring(24));
            return "end";
        });
    }
}
