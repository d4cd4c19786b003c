package io.github.idempotency.spring.observation;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.WhenAbandoned;
import io.github.idempotency.WhenFails;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.scene.Scene;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;

/** A shop whose meters a test reads. */
abstract class MeteredShop {

    static class Shop {
        @Idempotent(key = "#id", operation = "place", fingerprint = "#request")
        public Object place(String id, String request, Supplier<Object> inside) {
            return inside.get();
        }

        @Idempotent(key = "#id", operation = "hold", whenFails = WhenFails.HOLD)
        public Object hold(String id, Supplier<Object> inside) {
            return inside.get();
        }

        @Idempotent(key = "#id", operation = "proceed", whenStoreFails = WhenStoreFails.PROCEED)
        public Object proceed(String id, Supplier<Object> inside) {
            return inside.get();
        }

        @Idempotent(key = "#id", operation = "patient", whenInProgress = WhenInProgress.WAIT, maxWait = "10s")
        public Object patient(String id, Supplier<Object> inside) {
            return inside.get();
        }

        @Idempotent(key = "#id", operation = "brief", lease = "100ms", whenAbandoned = WhenAbandoned.REEXECUTE)
        public Object brief(String id, Supplier<Object> inside) {
            return inside.get();
        }
    }

    final Scene scene = Scene.of(Shop.class);
    final Shop shop = scene.bean(Shop.class);

    @AfterEach
    void stop() {
        scene.close();
    }

    final double requests(String operation, String outcome) {
        return scene.meters()
                .get("idempotency.requests")
                .tags("operation", operation, "outcome", outcome)
                .timer()
                .count();
    }

    final double counter(String name, String operation) {
        return scene.meters().get(name).tag("operation", operation).counter().count();
    }

    final double gauge(String name) {
        return scene.meters().get(name).gauge().value();
    }

    final long times(String name, String operation, boolean failed) {
        return scene.meters()
                .get(name)
                .tags("operation", operation, "failed", String.valueOf(failed))
                .timer()
                .count();
    }

    static Object failing() {
        throw new IllegalStateException("failing");
    }

    static void assertRejected(ThrowingCallable call) {
        assertThatExceptionOfType(CallRejectedException.class).isThrownBy(call);
    }
}
