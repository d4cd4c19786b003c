package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Owner;
import io.github.idempotency.test.FlakyStore.Verb;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Recorded answers that this version cannot read. */
class CorruptRecordTests extends HttpTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Autowired
    private Heard heard;

    @ParameterizedTest(name = "H64 {0}")
    @ValueSource(
            strings = {
                "",
                "99",
                "01",
                "01 00 c8 ff ff",
                "01 00 00 00 00",
                "01 00 c8 00 01 7f ff ff ff",
                "01 00 c8 00 01 80 00 00 00",
                "e1 02 7f ff ff ff 78 01 03 00 00 00 00 01",
                "e1 80 01 00 c8 00 00"
            })
    @DisplayName("H64 A recorded answer nobody can read is an error, never a second run")
    void aRecordedAnswerNobodyCanRead(String payload) {
        heard.forget();
        store.on(Verb.RENEW).always().refuse();
        CompletableFuture<Reply> first =
                client.post("/leases/short/200/" + key).key(key).sendAsync();
        doors.awaitArrival(key);
        IdempotencyKey stored = heard.all(EngineEvent.Started.class).get(0).key();

        // A newer version takes over when the lease has run out, and records what this one cannot read.
        Fingerprint fingerprint = store.claim(request(stored, Fingerprint.NONE))
                .fold(
                        granted -> Fingerprint.NONE,
                        Claim.Held::fingerprint,
                        Claim.Abandoned::fingerprint,
                        settled -> Fingerprint.NONE);
        Claim.Granted taken = (Claim.Granted) await().atMost(MINUTE)
                .until(() -> store.claim(request(stored, fingerprint)), Claim.Granted.class::isInstance);
        assertThat(store.complete(taken.lease(), Outcome.result(bytes(payload)), MINUTE))
                .isTrue();
        doors.open(key);
        Answers.isFirst(first.join(), 200, "run 1");

        for (int i = 0; i < 2; i++) {
            Problem.of(client.post("/leases/short/200/" + key).key(key).send())
                    .is(500, "record-unreadable", "The record of this Idempotency-Key cannot be read", false);
        }
        assertThat(runs.of("lease")).isOne();
    }

    private static ClaimRequest request(IdempotencyKey key, Fingerprint fingerprint) {
        return new ClaimRequest(key, Owner.next(), fingerprint, "newer", MINUTE, MINUTE, true);
    }

    private static byte[] bytes(String hex) {
        return hex.isEmpty()
                ? new byte[0]
                : java.util.HexFormat.ofDelimiter(" ").parseHex(hex);
    }
}
