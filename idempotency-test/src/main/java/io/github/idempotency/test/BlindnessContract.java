package io.github.idempotency.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim.Held;
import io.github.idempotency.store.Claim.Settled;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** What goes in comes out, byte for byte. */
abstract class BlindnessContract extends StoreScene {

    private static final int LARGE = 3 * 1024 * 1024;
    private static final int TOO_LARGE_TO_TRY = 64 * 1024 * 1024;

    /** Names that break a query, a protocol, a column width or an encoding when they are handled carelessly. */
    static final List<String> HOSTILE_NAMES = List.of(
            "",
            "POST /orders/{id}",
            "'; DROP TABLE idempotency_record; --",
            "\"quoted\" \\back\\slashed\\ `ticked` %s ${x} #{x} :name ?1",
            "line\r\nbreak\ttab\u0001\u007f",
            "*3\r\n$3\r\nSET\r\n",
            "ümläut ß ñ Ж 漢字 \u202e right to left",
            "\uD83D\uDE80".repeat(ClaimRequest.MAX_OPERATION_LENGTH / 2),
            "漢".repeat(ClaimRequest.MAX_OPERATION_LENGTH),
            " padded ");

    @Guards(8)
    void payloadsComeBackByteForByte() {
        byte[] everyByte = new byte[256];
        for (int i = 0; i < everyByte.length; i++) {
            everyByte[i] = (byte) i;
        }
        List<byte[]> payloads = List.of(
                new byte[0],
                new byte[] {0},
                new byte[] {(byte) 0xff},
                new byte[] {0, 0, 0},
                new byte[] {(byte) 0xc3, 0x28},
                "\r\n".getBytes(StandardCharsets.US_ASCII),
                everyByte);
        for (byte[] payload : payloads) {
            assertKept(Outcome.result(payload));
        }
    }

    @Guards(8)
    void everyKindOfOutcomeComesBack() {
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            assertKept(Outcome.of(kind, new byte[0]));
            assertKept(Outcome.of(kind, new byte[] {'R', 'F', 0, -1}));
        }
    }

    @Guards(8)
    void aLargePayloadComesBackByteForByte() {
        byte[] payload = new byte[(int) Math.min(LARGE, store().traits().maxPayloadBytes())];
        new Random(42).nextBytes(payload);

        assertKept(Outcome.result(payload));
    }

    @Guards({8, 9})
    void aPayloadOverTheLimitIsRefusedBeforeAnythingChanges() {
        long limit = store().traits().maxPayloadBytes();
        assumeThat(limit).as("a limit small enough to be exceeded in a test").isLessThan(TOO_LARGE_TO_TRY);
        Wish wish = Wish.onNewKey();
        Lease lease = grant(wish).lease();
        Outcome tooLarge = Outcome.result(new byte[(int) limit + 1]);

        assertThatThrownBy(() -> store().complete(lease, tooLarge, Wish.LONG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(limit));

        assertHolds(lease, wish);
        assertThat(store().complete(lease, Outcome.unrecorded(), Wish.LONG)).isTrue();
        assertSettled(wish, Outcome.unrecorded());
    }

    @Guards(8)
    void fingerprintsComeBackByteForByte() {
        byte[] longest = new byte[Fingerprint.MAX_LENGTH];
        new Random(42).nextBytes(longest);
        for (byte[] bytes : List.of(new byte[0], new byte[] {0}, new byte[] {0, -1, 0}, new byte[64], longest)) {
            Wish wish = Wish.onNewKey().askingFor(Fingerprint.fromBytes(bytes));
            Lease lease = grant(wish).lease();
            Held held = expect(Held.class, claim(wish.byAnother()));
            assertThat(held.fingerprint().bytes()).isEqualTo(bytes);
            assertThat(store().complete(lease, result("done"), Wish.LONG)).isTrue();
            Settled settled = expect(Settled.class, claim(wish.byAnother()));
            assertThat(settled.fingerprint().bytes()).isEqualTo(bytes);
        }
    }

    @Guards(8)
    void anyOperationNameIsTaken() {
        for (String name : HOSTILE_NAMES) {
            Wish wish = Wish.onNewKey().named(name);
            Lease lease = grant(wish).lease();
            assertHolds(lease, wish);
            assertThat(store().complete(lease, result("done"), Wish.LONG)).isTrue();
            assertSettled(wish, result("done"));
        }
    }

    private void assertKept(Outcome outcome) {
        Wish wish = Wish.onNewKey();
        Lease lease = grant(wish).lease();
        assertThat(store().complete(lease, outcome, Wish.LONG)).isTrue();

        Settled settled =
                expect(Settled.class, elsewhere().claim(wish.byAnother().request()));

        assertThat(settled.outcome().kind()).isEqualTo(outcome.kind());
        assertThat(settled.outcome().payload()).isEqualTo(outcome.payload());
    }
}
