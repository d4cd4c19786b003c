package io.github.idempotency.systemtests.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.http.Problem;
import io.github.idempotency.systemtests.http.Reply;
import io.github.idempotency.systemtests.http.Wire;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.TransactionDefinition;

/** What commits, and what does not because its answer says so. */
class EntryTests extends LedgerTest {

    @Autowired
    Gate gate;

    @Autowired
    Audit audit;

    @ParameterizedTest
    @ValueSource(strings = {"/entries", "/etag/entries", "/patient"})
    void theWritesAreCommittedWithTheAnswer(String path) {
        int records = ledger.records();

        Reply first = post(path);

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.text()).contains("\"run\":1");
        isRecorded(path, first, 1);
        assertThat(ledger.records()).isEqualTo(records + 1);
        assertThat(audit.heardOf(name)).isOne();
    }

    @Test
    void theFirstByteLeavesAfterTheCommitAndItsListeners() throws IOException {
        gate.close(Audit.GATE);
        try (Wire wire = new Wire(port)) {
            wire.send("POST /entries/" + name + " HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: " + name
                    + "\r\nContent-Length: 0\r\n\r\n");
            gate.awaitArrival(Audit.GATE);
            assertThat(wire.arrived()).isZero();
            gate.open(Audit.GATE);
            isRecorded("/entries", wire.read(), 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 302, 400, 404, 409, 422})
    void anAnswerBelow500IsRecordedAndItsWritesCommitted(int status) {
        String path = "/status/release/" + status;

        Reply first = post(path);

        assertThat(first.status()).isEqualTo(status);
        isRecorded(path, first, 1);
    }

    @Test
    void anAnswerThatSpeaksOfTheMomentFreesTheKeyAndKeepsTheWrites() {
        int records = ledger.records();

        assertThat(post("/status/store/429").text()).startsWith("run 1");
        assertThat(post("/status/store/429").text()).startsWith("run 2");

        assertThat(ledger.count(name)).isEqualTo(2);
        assertThat(ledger.records()).isEqualTo(records);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void anAnswerFrom500UndoesTheWrites(int status) {
        String path = "/status/release/" + status;

        Reply first = post(path);

        assertThat(first.status()).isEqualTo(status);
        assertThat(first.text()).startsWith("run 1");
        leavesNothing(path, first);
    }

    @Test
    void anAnswerFrom500CanBeRecordedAlthoughItsWritesAreUndone() {
        Reply first = post("/status/store/500");

        assertThat(first.status()).isEqualTo(500);
        isRecorded("/status/store/500", first, 0);
    }

    @Test
    void anAnswerFrom500CanHoldTheKey() {
        assertThat(post("/status/hold/500").status()).isEqualTo(500);

        Problem.of(post("/status/hold/500"))
                .is(
                        409,
                        "outcome-unknown",
                        "The outcome of the first request with this Idempotency-Key is unknown",
                        false);
        assertThat(ledger.count(name)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/no-store", "/do-not-record"})
    void aHandlerThatWantsNoRecordFreesTheKeyAndKeepsItsWrites(String path) {
        int records = ledger.records();

        assertThat(post(path).text()).isEqualTo("run 1");
        assertThat(post(path).text()).isEqualTo("run 2");

        assertThat(ledger.records()).isEqualTo(records);
    }

    @Test
    void theHandlersOwnTransactionalDefinesTheTransaction() {
        Reply first = post("/isolated");

        assertThat(first.text()).isEqualTo(String.valueOf(TransactionDefinition.ISOLATION_REPEATABLE_READ));
        isRecorded("/isolated", first, 1);
    }

    @Test
    void anotherRequestWithTheKeyIsRefused() {
        post("/entries");

        Reply other = client.post("/entries/other").key(name).send();

        Problem.of(other).is(422, "idempotency-key-reused", "Idempotency-Key is already used", false);
        assertThat(ledger.count("other")).isZero();
    }

    @Test
    void withoutAConnectionTheRequestIsRefused() throws SQLException {
        try (Connection taken = pool.getConnection()) {
            assertThat(taken.isClosed()).isFalse();
            Reply reply = post("/entries");
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.has("Retry-After")).isTrue();
        }
        isRecorded("/entries", post("/entries"), 1);
    }
}
