package io.github.idempotency.systemtests.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.http.Reply;
import org.junit.jupiter.api.Test;

/** A protected call within a handler joins its transaction. */
class NestedCallTests extends LedgerTest {

    @Test
    void aCallThatSharesTheTransactionIsCommittedWithIt() {
        int records = ledger.records();

        Reply first = client.post("/nested/joined/" + name + "/fine").key(name).send();

        assertThat(first.text()).isEqualTo("run 1");
        assertThat(ledger.records()).isEqualTo(records + 2);
        Reply another = client.post("/nested/joined/" + name + "/fine")
                .key("another-" + name)
                .send();
        assertThat(another.first()).isTrue();
        assertThat(another.text()).as("the inner call's recorded answer").isEqualTo("run 1");
        assertThat(ledger.count(name)).isOne();
    }

    @Test
    void aCallThatSharesTheTransactionIsUndoneWithIt() {
        int records = ledger.records();

        Reply first =
                client.post("/nested/joined/" + name + "/failing").key(name).send();

        assertThat(first.status()).isEqualTo(422);
        assertThat(ledger.count(name)).isZero();
        assertThat(ledger.records()).as("only the refusal").isEqualTo(records + 1);
    }
}
