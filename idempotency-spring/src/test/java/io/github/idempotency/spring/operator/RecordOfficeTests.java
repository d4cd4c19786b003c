package io.github.idempotency.spring.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.TransactionMode;
import io.github.idempotency.WhenAbandoned;
import io.github.idempotency.WhenFails;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.engine.CallPolicy;
import io.github.idempotency.engine.EngineRegistry;
import io.github.idempotency.engine.EngineSettings;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.spring.operation.OperationDefaults;
import io.github.idempotency.spring.operator.OperatorException.Reason;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Owner;
import io.github.idempotency.store.RecordView.State;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.UnreadableRecordException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordOfficeTests {

    private static final Duration LONG = Duration.ofHours(1);
    private static final IdempotencyKey KEY = IdempotencyKey.of("a");
    private static final RecordSearch SEARCH = new RecordSearch(KEY, null, null);

    private final TroubledStore store = new TroubledStore();
    private final IdempotencyEngine engine = new IdempotencyEngine(store, EngineSettings.DEFAULTS, event -> {});
    private final RecordOffice office = new RecordOffice(
            new InspectedStores(new EngineRegistry(Map.of("shelf", engine), engine)),
            List::of,
            new OperationDefaults(
                    new CallPolicy(
                            Duration.ofSeconds(15),
                            Duration.ofHours(24),
                            WhenInProgress.REJECT,
                            Duration.ofSeconds(10),
                            WhenAbandoned.REEXECUTE,
                            WhenStoreFails.REFUSE,
                            WhenFails.RELEASE,
                            TransactionMode.SEPARATE),
                    true,
                    "tests"));

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void aStoreThatDoesNotAnswerIsNamed() {
        store.whenRead = new StoreUnavailableException("No connection", null);

        assertThat(refused(() -> office.find(SEARCH), Reason.UNAVAILABLE)).contains("'shelf' did not answer");
        assertThat(refused(() -> office.list(State.HELD, 1, null), Reason.UNAVAILABLE))
                .contains("'shelf' did not answer");
        assertThat(refused(() -> office.forget(SEARCH, false, null), Reason.UNAVAILABLE))
                .contains("'shelf' did not answer");
    }

    @Test
    void aRecordThatCannotBeReadIsForgottenByForce() {
        held();
        store.whenRead = new UnreadableRecordException("It is of version 9.", null);

        assertThat(refused(() -> office.find(SEARCH), Reason.UNREADABLE)).contains("version 9", "force=true");
        assertThat(refused(() -> office.forget(SEARCH, false, null), Reason.UNREADABLE))
                .contains("force=true");
        assertThat(office.forget(SEARCH, true, null)).isNull();

        store.whenRead = null;
        assertThat(refused(() -> office.find(SEARCH), Reason.NOT_FOUND)).contains("no record");
    }

    @Test
    void aRecordThatWasTakenOverMeanwhileIsLeftAlone() {
        held();
        takenOverBeforeChange();

        assertThat(refused(() -> office.failed(SEARCH, null), Reason.CONFLICT)).contains("was held a moment ago");
        assertThat(office.find(SEARCH).view().state()).isEqualTo(State.CLAIMED);
    }

    @Test
    void theSameHoldsOfADeletion() {
        held();
        takenOverBeforeChange();

        assertThat(refused(() -> office.forget(SEARCH, false, null), Reason.CONFLICT))
                .contains("was held a moment ago");
        assertThat(office.find(SEARCH).view().state()).isEqualTo(State.CLAIMED);
    }

    @Test
    void aCallThatFollowedASettledOneIsNotDeletedInItsPlace() {
        store.complete(claim().lease(), Outcome.result(new byte[1]), LONG);
        store.afterRead = () -> {
            store.afterRead = () -> {};
            store.delete(KEY);
            claim();
        };

        assertThat(refused(() -> office.forget(SEARCH, false, null), Reason.CONFLICT))
                .contains("was settled a moment ago");
        assertThat(office.find(SEARCH).view().state()).isEqualTo(State.CLAIMED);
    }

    @Test
    void aDecisionAboutOneAttemptIsNotAppliedToAnother() {
        held();
        RecordSearch second = new RecordSearch(KEY, null, null, 2);

        assertThat(refused(() -> office.failed(second, null), Reason.CONFLICT)).contains("in attempt 1", "attempt 2");
        assertThat(refused(() -> office.forget(second, true, null), Reason.CONFLICT))
                .contains("in attempt 1");
        assertThat(office.failed(new RecordSearch(KEY, null, null, 1), null)
                        .view()
                        .state())
                .isEqualTo(State.HELD);
    }

    @Test
    void aStoreThatDoesNotExistIsNamedBesideThoseThatDo() {
        assertThat(refused(() -> office.find(new RecordSearch(KEY, null, "else")), Reason.INVALID))
                .contains("[shelf]");
    }

    private void takenOverBeforeChange() {
        store.beforeChange = () -> {
            store.beforeChange = () -> {};
            store.reopen(KEY);
            claim();
        };
    }

    private void held() {
        store.complete(claim().lease(), Outcome.unknown(), LONG);
    }

    private Claim.Granted claim() {
        return (Claim.Granted)
                store.claim(new ClaimRequest(KEY, Owner.next(), Fingerprint.NONE, "pay", LONG, LONG, false));
    }

    private static String refused(ThrowingCallable call, Reason reason) {
        var thrown = assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(call)
                .actual();
        assertThat(thrown.reason()).isEqualTo(reason);
        return String.valueOf(thrown.getMessage());
    }
}
