package io.github.idempotency.systemtests.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.http.Answers;
import io.github.idempotency.systemtests.http.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Entities, in a session that is open for the whole request. */
@TestPropertySource(
        properties = {
            JpaIfAsked.ASKED + "=true",
            "spring.datasource.url=jdbc:h2:mem:accounts;DB_CLOSE_DELAY=-1",
            "spring.jpa.hibernate.ddl-auto=update",
            "spring.jpa.open-in-view=true",
        })
class JpaTests extends LedgerTest {

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void openTheAccount() {
        Reply opened = client.post("/accounts/open/" + name).key("open-" + name).send();
        assertThat(opened.status()).as("%s", opened).isEqualTo(201);
        assertThat(balance()).isEqualTo(5);
        assertThat(ledger.count(name))
                .as("plain JDBC in the transaction of JPA")
                .isOne();
    }

    @Test
    void whatChangesInTheSessionIsCommittedWithTheAnswer() {
        Reply first = post("/accounts/move");

        assertThat(first.text()).isEqualTo("same session: true, balance 12");
        isRecorded(first, "/accounts/move", 12);
    }

    @Test
    void whatIsLoadedWhileItIsWrittenIsPartOfTheAnswer() {
        Reply first = post("/accounts/show");

        assertThat(first.text()).contains("\"movements\":[{\"amount\":5}]");
        isRecorded(first, "/accounts/show", 6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/failing/sent-error/201", "/failing/kept-page/409"})
    void whatStaysAlthoughAPageAnswersIsCommittedUnrecorded(String path) {
        assertThat(post(path).status()).isIn(201, 409);

        assertThat(ledger.count(name)).isEqualTo(2);
        Answers.isNotRecorded(post(path));
        assertThat(ledger.count(name)).isEqualTo(2);
    }

    @Test
    void aSuccessThatIsAPageAndCanOnlyBeRolledBackIsNeverTold() {
        assertThat(post("/failing/sent-error-given-up/201").status()).isEqualTo(500);

        assertThat(ledger.count(name)).isOne();
    }

    @Test
    void aForwardEndsTheTransactionWithTheHandlerThatBeganIt() {
        Reply first = post("/accounts/forward");

        assertThat(first.text()).isEqualTo("balance 19");
        isRecorded(first, "/accounts/forward", 19);
    }

    @Test
    void aHandlerThatIsForwardedToEndsItsOwnTransaction() {
        Reply first = post("/accounts/unprotected");

        assertThat(first.text()).isEqualTo("same session: true, balance 12");
        isRecorded(first, "/accounts/unprotected", 12);
    }

    @Test
    void theApplicationAnswersForAFlushThatFailsAtTheCommit() {
        Reply first = post("/accounts/violated");

        assertThat(first.status()).as("%s", first).isEqualTo(409);
        assertThat(first.text()).isEqualTo("violated");
        assertThat(ledger.count(name)).isOne();
        assertThat(post("/accounts/violated").first()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/accounts/refused", "/accounts/sent-error"})
    void aRefusalIsRecordedWithoutTheChanges(String path) {
        Reply first = post(path);

        assertThat(first.status()).isBetween(409, 422);
        isRecorded(first, path, 5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/accounts/swallowed", "/accounts/broken"})
    void aFailureLeavesNothing(String path) {
        Reply first = post(path);

        assertThat(first.status()).as("%s", first).isEqualTo(500);
        assertThat(first.text()).doesNotContain("all is well");
        assertThat(balance()).isEqualTo(5);
        assertThat(post(path).first()).isTrue();
        assertThat(ledger.count(name)).isOne();
    }

    @Test
    void aFilterThatKeepsTheAnswerBackIsRefused() {
        Reply first = post("/etag/accounts/move");

        assertThat(first.status()).isEqualTo(500);
        assertThat(balance()).isEqualTo(5);
    }

    private void isRecorded(Reply first, String path, int balance) {
        assertThat(balance()).isEqualTo(balance);
        Reply second = post(path);
        assertThat(second.replayed()).as("%s", second).isTrue();
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(balance()).isEqualTo(balance);
    }

    private int balance() {
        return jdbc.sql("select balance from account where id = ?")
                .param(name)
                .query(Integer.class)
                .single();
    }
}
