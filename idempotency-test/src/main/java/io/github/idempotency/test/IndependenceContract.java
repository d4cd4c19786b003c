package io.github.idempotency.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.Claim.Settled;
import io.github.idempotency.store.Lease;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Different keys have nothing to do with each other. */
abstract class IndependenceContract extends StoreScene {

    private static final int KEYS = 1_000;
    private static final int THREADS = 16;

    @Guards({1, 8})
    void aThousandKeysAtOnceKeepTheirOwnOutcomes() {
        List<Wish> wishes = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            wishes.add(Wish.onNewKey());
        }
        try (Racers racers = new Racers(THREADS)) {
            racers.race(first -> () -> {
                for (int i = first; i < KEYS; i += THREADS) {
                    Lease lease = grant(wishes.get(i)).lease();
                    assertThat(store().complete(lease, result("outcome " + i), Wish.LONG))
                            .isTrue();
                }
                return first;
            });
            racers.race(first -> () -> {
                for (int i = first; i < KEYS; i += THREADS) {
                    Wish wish = wishes.get(i);
                    assertThat(elsewhere().claim(wish.byAnother().request()))
                            .isEqualTo(new Settled(wish.fingerprint(), result("outcome " + i)));
                }
                return first;
            });
        }
    }

    @Guards({1, 8})
    void keysThatDifferInOneBitAreDifferentKeys() {
        byte[] bytes = Wish.onNewKey().key().bytes();
        grant(Wish.on(IdempotencyKey.fromBytes(bytes)));
        for (int i = 0; i < bytes.length; i++) {
            byte[] other = bytes.clone();
            other[i] ^= 0x20;
            grant(Wish.on(IdempotencyKey.fromBytes(other)));
        }
    }

    @Guards({1, 8})
    void keysOfExtremeBytesAreKeysLikeAnyOther() {
        byte[] bytes = Wish.onNewKey().key().bytes();
        for (int fill : new int[] {0x00, 0x20, 0xff}) {
            Arrays.fill(bytes, IdempotencyKey.LENGTH / 2, IdempotencyKey.LENGTH, (byte) fill);
            Wish wish = Wish.on(IdempotencyKey.fromBytes(bytes));
            Lease lease = grant(wish).lease();
            assertHolds(lease, wish);
        }
    }
}
