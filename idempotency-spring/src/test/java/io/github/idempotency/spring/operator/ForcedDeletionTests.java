package io.github.idempotency.spring.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
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
import io.github.idempotency.spring.event.AuditLine;
import io.github.idempotency.spring.operation.OperationDefaults;
import io.github.idempotency.spring.operator.OperatorException.Reason;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Owner;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.UnreadableRecordException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What cannot be read may be forgotten by force; what merely was not answered for may not. */
class ForcedDeletionTests {

    private static final Duration LONG = Duration.ofHours(1);
    private static final IdempotencyKey KEY = IdempotencyKey.of("a");
    private static final RecordSearch SEARCH = new RecordSearch(KEY, null, null);

    private final TroubledStore attic = new TroubledStore();
    private final TroubledStore cellar = new TroubledStore();
    private final IdempotencyEngine inAttic = new IdempotencyEngine(attic, EngineSettings.DEFAULTS, event -> {});
    private final IdempotencyEngine inCellar = new IdempotencyEngine(cellar, EngineSettings.DEFAULTS, event -> {});
    private final RecordOffice office = new RecordOffice(
            new InspectedStores(new EngineRegistry(Map.of("attic", inAttic, "cellar", inCellar), inAttic)),
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

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger audit = (Logger) LoggerFactory.getLogger(AuditLine.CATEGORY);

    @BeforeEach
    void listen() {
        lines.start();
        audit.addAppender(lines);
    }

    @AfterEach
    void close() {
        audit.detachAppender(lines);
        inAttic.close();
        inCellar.close();
    }

    @Test
    void nothingIsForgottenWhereAStoreDoesNotAnswer() {
        settle(attic);
        settle(cellar);
        attic.whenRead = new StoreUnavailableException("timeout", null);

        assertThat(refusedForget()).isEqualTo(Reason.UNAVAILABLE);
        attic.whenRead = new UnreadableRecordException("version 9", null);
        cellar.whenRead = new StoreUnavailableException("timeout", null);
        assertThat(refusedForget()).isEqualTo(Reason.UNAVAILABLE);

        attic.whenRead = null;
        cellar.whenRead = null;
        assertThat(attic.find(KEY)).isPresent();
        assertThat(cellar.find(KEY)).isPresent();
        assertThat(audited()).isEmpty();
    }

    @Test
    void whatCanBeReadStaysWhereAnotherRecordCannot() {
        settle(attic);
        settle(cellar);
        cellar.whenRead = new UnreadableRecordException("version 9", null);

        assertThat(office.forget(SEARCH, true, "joe")).isNull();

        cellar.whenRead = null;
        assertThat(attic.find(KEY)).isPresent();
        assertThat(cellar.find(KEY)).isEmpty();
        assertThat(audited())
                .containsExactly(
                        "event=operator-delete key=" + KEY + " store=cellar state=unreadable force=true by=joe");
    }

    @Test
    void whatIsForgottenIsAuditedThoughTheNextStoreFails() {
        settle(attic);
        settle(cellar);
        attic.whenRead = new UnreadableRecordException("version 9", null);
        cellar.whenRead = new UnreadableRecordException("version 9", null);
        cellar.whenDeleted = new StoreUnavailableException("timeout", null);

        assertThat(refusedForget()).isEqualTo(Reason.UNAVAILABLE);

        attic.whenRead = null;
        assertThat(attic.find(KEY)).isEmpty();
        assertThat(audited()).singleElement().asString().contains("store=attic state=unreadable");
    }

    @Test
    void aRecordThatVanishedMeanwhileIsNotReportedAsForgotten() {
        attic.whenRead = new UnreadableRecordException("version 9", null);

        assertThat(refusedForget()).isEqualTo(Reason.CONFLICT);
        assertThat(audited()).isEmpty();
    }

    private Reason refusedForget() {
        return assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> office.forget(SEARCH, true, "joe"))
                .actual()
                .reason();
    }

    private List<String> audited() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static void settle(TroubledStore store) {
        Claim.Granted granted = (Claim.Granted)
                store.claim(new ClaimRequest(KEY, Owner.next(), Fingerprint.NONE, "pay", LONG, LONG, false));
        store.complete(granted.lease(), Outcome.of(Outcome.Kind.RESULT, new byte[] {1, 1}), LONG);
    }
}
