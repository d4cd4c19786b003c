package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Owner;
import io.github.idempotency.store.RecordListing;
import io.github.idempotency.store.RecordView;
import io.github.idempotency.store.UnreadableRecordException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows nobody can read: how operators get rid of them, and how they see past them. */
class UnreadableRowsTests {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Set<RecordView.State> ANY = EnumSet.allOf(RecordView.State.class);

    private final H2Database database = H2Database.withTable();
    private final JdbcIdempotencyStore store = new JdbcIdempotencyStore(
            database.dataSource(), JdbcStoreSettings.defaults().withTimeout(Duration.ofSeconds(20)));

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anUnreadableRecordPastItsEndCanBeDeleted() {
        for (String damage : new String[] {"format = 2", "owner = X'00'"}) {
            IdempotencyKey key = IdempotencyKey.of(damage);
            claim(key);
            database.set(damage + ", expires_at = 1", key.bytes());
            assertThatThrownBy(() -> claim(key)).isInstanceOf(UnreadableRecordException.class);

            assertThat(store.delete(key)).isTrue();

            assertThat(claim(key)).isInstanceOf(Claim.Granted.class);
        }
    }

    @Test
    void aReadableRecordPastItsEndIsNoneToDelete() {
        IdempotencyKey key = IdempotencyKey.of("a");
        claim(key);
        database.set("expires_at = 1", key.bytes());

        assertThat(store.delete(key)).isFalse();
    }

    @Test
    void corruptRowsDoNotHideOthers() {
        for (int i = 0; i < 30; i++) {
            IdempotencyKey corrupt = IdempotencyKey.of("corrupt" + i);
            claim(corrupt);
            database.set("owner = X'00', created_at = " + i, corrupt.bytes());
        }
        IdempotencyKey first = IdempotencyKey.of("first");
        IdempotencyKey second = IdempotencyKey.of("second");
        for (IdempotencyKey sound : new IdempotencyKey[] {first, second}) {
            claim(sound);
            database.set("created_at = " + (sound.equals(first) ? 1_000 : 2_000), sound.bytes());
        }

        assertThat(store.list(ANY, 1).records()).extracting(RecordView::key).containsExactly(first);
        RecordListing both = store.list(Set.of(RecordView.State.CLAIMED), 10);
        assertThat(both.records()).extracting(RecordView::key).containsExactly(first, second);
        assertThat(both.complete()).isFalse();
    }

    private Claim claim(IdempotencyKey key) {
        return store.claim(new ClaimRequest(key, Owner.next(), Fingerprint.NONE, "pay", LONG, LONG, true));
    }
}
