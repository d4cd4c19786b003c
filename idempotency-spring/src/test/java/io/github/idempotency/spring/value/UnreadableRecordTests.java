package io.github.idempotency.spring.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.Rejection;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.scene.Effects;
import io.github.idempotency.spring.scene.Engines;
import io.github.idempotency.spring.scene.Logs;
import io.github.idempotency.spring.scene.Scene;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Owner;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A recorded answer that cannot be read, because it is damaged, newer or of another type than the method returns today. */
class UnreadableRecordTests {

    record Circle(int radius) {}

    static class Shop {
        @Idempotent(key = "#id")
        public List<Circle> plain(String id) {
            Effects.next();
            return List.of(new Circle(1));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "JACKSON.*")
    void aRecordThatNoLongerFitsIsRefusedCountedAndNotQuoted(Codec codec) {
        assertUnreadable(codec, Outcome.result(bytes("\u0001\"4711-secret\"")));
        assertUnreadable(codec, Outcome.result(bytes("\u0001[{\"radius\":\"4711-secret\"}]")));
        assertUnreadable(codec, Outcome.result(bytes("\u0001[{\"radius\":4711")));
        assertUnreadable(codec, Outcome.result(bytes("\u0002[]")));
        assertUnreadable(codec, Outcome.result(bytes("")));
        assertUnreadable(codec, Outcome.failure(bytes("\u0001\u0000\u0000\u0000\u0099")));
        assertUnreadable(codec, Outcome.failure(bytes("\u0007")));
    }

    private static void assertUnreadable(Codec codec, Outcome recorded) {
        Effects.reset();
        try (Scene scene = Scene.builder().codec(codec.get()).with(Shop.class).start();
                Logs logs = Logs.capture()) {
            record(scene, recorded);

            assertThatExceptionOfType(CallRejectedException.class)
                    .isThrownBy(() -> scene.bean(Shop.class).plain("a"))
                    .satisfies(e -> assertThat(e.rejection()).isEqualTo(Rejection.RECORD_UNREADABLE))
                    .satisfies(e -> assertThat(e).hasStackTraceContaining("UnreadableRecordTests.Shop.plain"))
                    .satisfies(e -> assertThat(e.toString()).doesNotContain("4711"));
            assertThat(scene.events().of(EngineEvent.Rejected.class)).hasSize(1);
            assertThat(scene.events().of(EngineEvent.Replayed.class)).isEmpty();
            assertThat(scene.meters()
                            .get("idempotency.records.unreadable")
                            .counter()
                            .count())
                    .isEqualTo(1);
            assertThat(logs.text()).doesNotContain("4711");
        }
        assertThat(Effects.count()).isZero();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void record(Scene scene, Outcome outcome) {
        Claim claim = scene.store()
                .claim(new ClaimRequest(
                        IdempotencyKey.of("bean", "shop", "UnreadableRecordTests.Shop.plain", "a"),
                        Owner.next(),
                        Fingerprint.NONE,
                        "test",
                        Engines.POLICY.lease(),
                        Engines.POLICY.retention(),
                        true));
        scene.store().complete(((Claim.Granted) claim).lease(), outcome, Engines.POLICY.retention());
    }
}
