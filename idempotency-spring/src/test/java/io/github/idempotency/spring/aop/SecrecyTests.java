package io.github.idempotency.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.idempotency.WhenFails;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.IdempotentCall;
import io.github.idempotency.spring.scene.Logs;
import io.github.idempotency.spring.scene.Scene;
import io.github.idempotency.store.UnreadableRecordException;
import io.github.idempotency.test.FlakyStore.Verb;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A raw key or a recorded value is in no log line, exception or meter, whatever happens. */
class SecrecyTests {

    private static final String KEY = "key-4711-secret";
    private static final String VALUE = "value-4712-secret";

    static class Unwritable {
        public Map<String, String> getMap() {
            throw new IllegalStateException(VALUE);
        }
    }

    static class Shop {
        @Idempotent(key = "#id", fingerprint = "#request")
        public Object place(String id, String request, Supplier<Object> inside) {
            return inside.get();
        }

        @Idempotent(key = "#id", whenFails = WhenFails.STORE)
        public Object stores(String id, Supplier<Object> inside) {
            return inside.get();
        }

        @Idempotent(key = "T(Long).parseLong(#id)")
        public Object parses(String id) {
            return id;
        }

        @Idempotent(key = "{#id, #other}")
        public Object list(String id, Object other) {
            return id;
        }

        @Idempotent(key = "#id", fingerprint = "#request")
        public Object unwritable(String id, Object request) {
            return id;
        }
    }

    private static Object failing() {
        throw new IllegalStateException("declined");
    }

    @Test
    void nothingIsToldAboutKeysAndValues() {
        List<Throwable> failures = new ArrayList<>();
        try (Logs logs = Logs.capture();
                Scene scene = Scene.of(Shop.class)) {
            for (ThrowingCallable call : calls(scene)) {
                Throwable failure = catchThrowable(call);
                if (failure != null) {
                    failures.add(failure);
                }
                scene.store().heal();
            }

            assertThat(failures).hasSizeGreaterThan(10).allSatisfy(failure -> assertTellsNothing(text(failure)));
            assertThat(logs.text()).contains("(key ");
            assertTellsNothing(logs.text());
            assertThat(scene.meters().getMeters()).hasSizeGreaterThan(10);
            scene.meters()
                    .getMeters()
                    .forEach(meter -> assertTellsNothing(meter.getId().toString()));
        }
    }

    private static List<ThrowingCallable> calls(Scene scene) {
        Shop shop = scene.bean(Shop.class);
        return List.of(
                () -> shop.place(KEY, VALUE, () -> VALUE),
                () -> shop.place(KEY, VALUE, () -> VALUE),
                () -> shop.place(KEY, "another " + VALUE, () -> VALUE),
                () -> shop.place(KEY + 1, VALUE, () -> shop.place(KEY + 1, VALUE, () -> VALUE)),
                () -> shop.place(KEY + 2, VALUE, SecrecyTests::failing),
                () -> shop.place(KEY + 3, VALUE, Unwritable::new),
                () -> shop.place(KEY + 3, VALUE, Unwritable::new),
                () -> shop.place(KEY + 4, VALUE, () -> IdempotentCall.current().toString()),
                () -> shop.stores(KEY, SecrecyTests::failing),
                () -> shop.stores(KEY, SecrecyTests::failing),
                () -> shop.parses(KEY),
                () -> shop.list(KEY, null),
                () -> shop.list(KEY, new Object()),
                () -> shop.list(KEY, List.of(VALUE, VALUE)),
                () -> shop.unwritable(KEY, new Unwritable()),
                () -> {
                    scene.store().on(Verb.CLAIM).always().refuse();
                    shop.place(KEY + 5, VALUE, () -> VALUE);
                },
                () -> {
                    scene.store().on(Verb.CLAIM).failWith(() -> new UnreadableRecordException("corrupt", null));
                    shop.place(KEY + 6, VALUE, () -> VALUE);
                },
                () -> {
                    scene.store().on(Verb.COMPLETE).always().refuse();
                    shop.place(KEY + 7, VALUE, () -> VALUE);
                },
                () -> scene.template().execute(KEY, String.class, () -> VALUE),
                () -> scene.template().execute(KEY, Integer.class, () -> 1),
                () -> scene.template().withRequest(VALUE).execute(KEY, String.class, () -> VALUE));
    }

    private static String text(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static void assertTellsNothing(String text) {
        assertThat(text).doesNotContain("4711").doesNotContain("4712");
    }
}
