package io.github.idempotency.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.idempotency.store.ExpiredRecordCleaner;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.StoreTraits;

/** What a store says of itself. */
abstract class TraitsContract extends StoreScene {

    @Guards(9)
    void theTraitsAreConstantAndMakeSense() {
        StoreTraits traits = store().traits();

        assertThat(traits.name()).matches("[a-z][a-z0-9-]*");
        assertThat(traits.maxPayloadBytes()).isPositive();
        assertThat(store().traits()).isEqualTo(traits);
        assertThat(elsewhere().traits()).isEqualTo(traits);
    }

    @Guards(3)
    void aStoreThatDoesNotExpireByItselfCanBeCleaned() {
        assumeTrue(!store().traits().expiresByItself(), "The store expires by itself");

        assertThat(store()).isInstanceOf(ExpiredRecordCleaner.class);
    }

    @Guards({1, 2})
    void whatOneInstanceOfASharedStoreDoesTheOtherSees() {
        assumeTrue(store().traits().shared(), "The store is not shared");
        assertThat(contract().anotherInstance())
                .as("the other instance, without which the contract says nothing about sharing")
                .isPresent();
        assertThat(elsewhere()).isNotSameAs(store());

        Wish wish = Wish.onNewKey();
        Lease lease = grant(wish).lease();
        assertHeld(wish);
        assertThat(elsewhere().renew(lease, Wish.LONG)).isTrue();
        assertThat(elsewhere().complete(lease, result("done"), Wish.LONG)).isTrue();
        assertThat(claim(wish.byAnother()))
                .isEqualTo(elsewhere().claim(wish.byAnother().request()));
    }
}
