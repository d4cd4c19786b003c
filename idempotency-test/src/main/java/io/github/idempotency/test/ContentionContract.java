package io.github.idempotency.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.store.Claim;
import io.github.idempotency.store.Claim.Granted;
import io.github.idempotency.store.Claim.Held;
import io.github.idempotency.store.Claim.Settled;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.Lease;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Many at once; what is counted are effects. */
abstract class ContentionContract extends StoreScene {

    private static final int RACERS = 32;
    private static final int ROUNDS = 30;

    @Guards({1, 5})
    void ofManyThatClaimANewKeyExactlyOneIsGranted() {
        try (Racers racers = new Racers(RACERS)) {
            for (int round = 0; round < ROUNDS; round++) {
                Wish wish = Wish.onNewKey();
                assertOneGranted(
                        racers.race(
                                i -> () -> instance(i).claim(wish.byAnother().request())),
                        1);
            }
        }
    }

    @Guards({1, 5})
    void ofManyThatTakeOverExactlyOneIsGranted() {
        List<Wish> abandoned = abandonMany();
        try (Racers racers = new Racers(RACERS)) {
            for (Wish wish : abandoned) {
                assertOneGranted(
                        racers.race(i -> () ->
                                instance(i).claim(wish.byAnother().takingOver().request())),
                        2);
            }
        }
    }

    @Guards({1, 3, 5})
    void manyThatRepeatOneCallCauseOneEffectAndSeeItsOutcome() {
        try (Racers racers = new Racers(RACERS)) {
            for (int round = 0; round < ROUNDS; round++) {
                Wish wish = Wish.onNewKey();
                AtomicInteger effects = new AtomicInteger();
                List<Settled> seen = racers.race(i -> () -> callUntilSettled(instance(i), wish.byAnother(), effects));
                assertThat(effects).as("effects").hasValue(1);
                assertThat(seen).containsOnly(new Settled(wish.fingerprint(), result("effect 1")));
            }
        }
    }

    @Guards({1, 5})
    void ofManyThatClaimAReleasedKeyExactlyOneIsGranted() {
        try (Racers racers = new Racers(RACERS)) {
            for (int round = 0; round < ROUNDS; round++) {
                Wish wish = Wish.onNewKey();
                Lease lease = grant(wish).lease();
                List<Boolean> granted = racers.race(i -> () -> {
                    if (i == 0) {
                        assertThat(store().release(lease)).isTrue();
                    }
                    return instance(i).claim(wish.byAnother().request()) instanceof Granted;
                });
                assertThat(granted).filteredOn(it -> it).hasSize(1);
            }
        }
    }

    /** The late owner and its successors cannot both have their way: one outcome is recorded, or one lease is live. */
    @Guards({1, 2, 5})
    void aLateCompletionAndATakeoverNeverBothSucceed() {
        try (Racers racers = new Racers(4)) {
            for (int round = 0; round < ROUNDS; round++) {
                Wish wish = Wish.onNewKey();
                Lease late = abandon(wish);
                List<Boolean> won = racers.race(i -> () -> i == 0
                        ? store().complete(late, result("late"), Wish.LONG)
                        : instance(i).claim(wish.byAnother().takingOver().request()) instanceof Granted);
                assertThat(won).filteredOn(it -> it).as("winners").hasSize(1);
                if (won.get(0)) {
                    assertSettled(wish, result("late"));
                } else {
                    assertHeld(wish);
                }
            }
        }
    }

    private List<Wish> abandonMany() {
        List<Wish> wishes = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            Wish wish = Wish.onNewKey();
            grant(wish.leasedFor(Wish.INSTANT));
            wishes.add(wish);
        }
        wishes.forEach(this::awaitAbandoned);
        return wishes;
    }

    private void assertOneGranted(List<Claim> answers, int attempt) {
        assertThat(answers).filteredOn(Granted.class::isInstance).hasSize(1);
        assertThat(answers).filteredOn(Held.class::isInstance).hasSize(RACERS - 1);
        assertThat(answers)
                .filteredOn(Granted.class::isInstance)
                .allSatisfy(it -> assertThat(((Granted) it).attempt()).isEqualTo(attempt));
    }

    private static Settled callUntilSettled(IdempotencyStore store, Wish wish, AtomicInteger effects) {
        while (true) {
            Claim claim = store.claim(wish.request());
            if (claim instanceof Settled settled) {
                return settled;
            }
            if (claim instanceof Granted granted) {
                int effect = effects.incrementAndGet();
                assertThat(store.complete(granted.lease(), result("effect " + effect), Wish.LONG))
                        .isTrue();
            } else {
                Time.passShortly();
            }
        }
    }

    private IdempotencyStore instance(int racer) {
        return racer % 2 == 0 ? store() : elsewhere();
    }
}
