package io.github.idempotency.systemtests.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.http.Answers;
import io.github.idempotency.systemtests.http.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Duplicates while the first request's transaction is open. */
@TestPropertySource(
        properties = {
            "server.tomcat.threads.max=8",
            "spring.datasource.url=jdbc:h2:mem:busy-ledger;DB_CLOSE_DELAY=-1",
            "spring.datasource.hikari.maximum-pool-size=8",
            "spring.datasource.hikari.connection-timeout=20000",
        })
class ConcurrentEntryTests extends LedgerTest {

    @Autowired
    Gate gate;

    @Test
    void aDuplicateDuringTheFirstIsToldToComeBack() {
        gate.close(name);
        CompletableFuture<Reply> first =
                client.post("/entries/" + name).key(name).sendAsync();
        gate.awaitArrival(name);

        Answers.isInProgress(post("/entries"));

        gate.open(name);
        isRecorded("/entries", first.join(), 1);
    }

    @Test
    void aDuplicateThatWaitsGetsTheFirstAnswer() {
        gate.close(name);
        List<CompletableFuture<Reply>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(client.post("/patient/" + name).key(name).sendAsync());
        }
        gate.awaitArrival(name);
        gate.open(name);

        List<Reply> replies = all.stream().map(CompletableFuture::join).toList();

        assertThat(replies).allSatisfy(reply -> {
            assertThat(reply.status()).isEqualTo(201);
            assertThat(reply.body()).isEqualTo(replies.get(0).body());
        });
        assertThat(replies).filteredOn(Reply::first).hasSize(1);
        assertThat(ledger.count(name)).isOne();
    }

    @Test
    void aSeparateCallWithinIsRecordedWhenTheTransactionHasCommitted() {
        int records = ledger.records();

        Reply first =
                client.post("/nested/separate/" + name + "/fine").key(name).send();

        assertThat(first.text()).isEqualTo("run 1");
        assertThat(ledger.records()).isEqualTo(records + 2);
        assertThat(ledger.count(name)).isOne();
    }

    @Test
    void aSeparateCallWithinIsFreedWhenTheTransactionIsUndone() {
        int records = ledger.records();

        Reply first =
                client.post("/nested/separate/" + name + "/failing").key(name).send();

        assertThat(first.status()).isEqualTo(422);
        assertThat(ledger.count(name)).isZero();
        assertThat(ledger.records()).as("only the refusal").isEqualTo(records + 1);
    }
}
