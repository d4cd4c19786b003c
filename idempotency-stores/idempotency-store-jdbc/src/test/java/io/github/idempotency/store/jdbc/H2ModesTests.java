package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Owner;
import io.github.idempotency.store.StoreUnavailableException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** H2 as applications configure it to look like something else. */
class H2ModesTests {

    private static final Duration INSTANT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofMinutes(1);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MODE=REGULAR",
                "MODE=STRICT",
                "MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
                "MODE=MySQL",
                "MODE=MariaDB;DATABASE_TO_LOWER=TRUE",
                "MODE=Oracle",
                "MODE=MSSQLServer",
                "MODE=DB2",
                "CASE_INSENSITIVE_IDENTIFIERS=TRUE;TIME ZONE=America/New_York"
            })
    void aCallIsClaimedTakenOverCompletedReplayedAndRemoved(String options) throws InterruptedException {
        try (H2Database database = H2Database.withTable(options)) {
            JdbcIdempotencyStore store = new JdbcIdempotencyStore(database.dataSource());
            IdempotencyKey key = IdempotencyKey.of(options);

            assertThat(store.claim(request(key, INSTANT))).isInstanceOf(Claim.Granted.class);
            Thread.sleep(5);
            Claim.Granted second = (Claim.Granted) store.claim(request(key, LONG));
            assertThat(second.attempt()).isEqualTo(2);
            assertThat(store.claim(request(key, LONG))).isInstanceOf(Claim.Held.class);
            assertThat(store.renew(second.lease(), LONG)).isTrue();
            assertThat(store.complete(second.lease(), Outcome.result(new byte[] {1, 0}), INSTANT.multipliedBy(300)))
                    .isTrue();
            assertThat(store.claim(request(key, LONG))).isInstanceOf(Claim.Settled.class);
            assertThat(store.find(key).orElseThrow().payloadBytes()).isEqualTo(2);
            Thread.sleep(310);
            assertThat(store.removeExpired(10)).isOne();
            assertThat(store.claim(request(key, LONG))).isInstanceOf(Claim.Granted.class);
        }
    }

    @Test
    void aMissingTableIsReportedWithTheScriptThatCreatesIt() {
        try (H2Database database = H2Database.empty()) {
            JdbcIdempotencyStore store = new JdbcIdempotencyStore(database.dataSource());

            assertThatThrownBy(() -> store.claim(request(IdempotencyKey.of("a"), LONG)))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("'idempotency_record' does not exist")
                    .hasMessageContaining("schema-h2.sql");
        }
    }

    private static ClaimRequest request(IdempotencyKey key, Duration lease) {
        return new ClaimRequest(key, Owner.next(), Fingerprint.NONE, "modes", lease, LONG, true);
    }
}
