package io.github.idempotency.systemtests.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.http.Client;
import io.github.idempotency.systemtests.http.Reply;
import io.github.idempotency.systemtests.support.PostgresTestServer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.ContextConfiguration;

@ContextConfiguration(initializers = Postgres.class)
class PostgresConcurrentEntryIT extends ConcurrentEntryTests {

    @BeforeAll
    static void needsTheServer() {
        PostgresTestServer.shared();
    }

    @Test
    void aSerializationFailureIsAnErrorThatARetryGetsOver() {
        List<String> keys = List.of("one-" + name, "two-" + name);
        gate.close(name, 2);
        List<CompletableFuture<Reply>> both =
                keys.stream().map(key -> serializable(key).sendAsync()).toList();
        gate.awaitArrival(name);
        gate.open(name);
        List<Reply> replies = both.stream().map(CompletableFuture::join).toList();

        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
        assertThat(replies).filteredOn(reply -> reply.status() == 500).hasSize(1);
        assertThat(replies).filteredOn(reply -> reply.text().equals("after 0")).hasSize(1);
        assertThat(ledger.count(name)).isOne();
        List<Reply> retries = keys.stream().map(key -> serializable(key).send()).toList();
        assertThat(retries).extracting(Reply::text).containsExactlyInAnyOrder("after 0", "after 1");
        assertThat(retries).filteredOn(Reply::replayed).hasSize(1);
        assertThat(ledger.count(name)).isEqualTo(2);
    }

    private Client.Call serializable(String key) {
        return client.post("/serializable/" + name).key(key);
    }
}
