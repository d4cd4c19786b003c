package io.github.idempotency.systemtests.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.http.Reply;
import io.github.idempotency.systemtests.support.PostgresTestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.ContextConfiguration;

@ContextConfiguration(initializers = Postgres.class)
class PostgresCommitIT extends CommitTests {

    @BeforeAll
    static void needsTheServer() {
        PostgresTestServer.shared();
    }

    @Test
    void aDeferredConstraintIsAnsweredByTheApplication() {
        Reply first = post("/commits/deferred");

        assertThat(first.status()).as("%s", first).isEqualTo(409);
        assertThat(first.text()).isEqualTo("violated");
        hasNothingOfTheSuccess(first);
        leavesNothing("/commits/deferred", first);
    }

    @Test
    void aSuccessInATransactionThatAStatementHasSpoiledIsNeverTold() {
        Reply first = post("/commits/spoiled");

        assertThat(first.status()).as("%s", first).isEqualTo(500);
        hasNothingOfTheSuccess(first);
        leavesNothing("/commits/spoiled", first);
    }

    @Test
    void aConnectionThatIsLostAtTheCommitLeavesNothing() {
        Reply first = post("/commits/killed");

        assertThat(first.status()).as("%s", first).isEqualTo(500);
        hasNothingOfTheSuccess(first);
        leavesNothing("/commits/killed", first);
    }
}
