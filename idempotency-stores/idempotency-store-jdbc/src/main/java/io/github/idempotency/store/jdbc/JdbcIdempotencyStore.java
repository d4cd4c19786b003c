package io.github.idempotency.store.jdbc;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.ExpiredRecordCleaner;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.RecordInspector;
import io.github.idempotency.store.RecordView;
import io.github.idempotency.store.StoreTraits;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps records in one table of a relational database. Thread-safe; needs no closing.
 *
 * <p>Every call borrows a connection, runs one statement (seldom more), each committed by itself, and gives the connection
 * back. So records stand whatever becomes of a transaction the caller may be in, and no connection is held while the
 * caller's code runs. The data source has to give connections to the same primary server on every thread.
 */
public final class JdbcIdempotencyStore implements IdempotencyStore, ExpiredRecordCleaner, RecordInspector {

    private static final String NAME = "jdbc";

    private final JdbcStoreSettings settings;
    private final StoreCalls calls;
    private final StoreTraits traits;

    /** With the defaults; recognises the product at its first call. */
    public JdbcIdempotencyStore(DataSource dataSource) {
        this(dataSource, JdbcStoreSettings.defaults());
    }

    /** Recognises the product at its first call, so that the database may be away until then. */
    public JdbcIdempotencyStore(DataSource dataSource, JdbcStoreSettings settings) {
        this(dataSource, null, settings);
    }

    /**
     * For a product that speaks the dialect of another, or that should be known beforehand.
     *
     * @param dialect null to recognise the product at the first call
     * @throws IllegalArgumentException if the data source hands out the connections of its callers' transactions
     */
    public JdbcIdempotencyStore(DataSource dataSource, @Nullable SqlDialect dialect, JdbcStoreSettings settings) {
        CallersTransactions.refuse(dataSource);
        this.settings = settings;
        this.calls = new StoreCalls(dataSource, dialect, settings);
        this.traits = new StoreTraits(NAME, true, true, true, false, settings.maxPayloadBytes());
    }

    @Override
    public Claim claim(ClaimRequest request) {
        return calls.call("claim", (records, session) -> records.tryClaim(session, request));
    }

    @Override
    public boolean renew(Lease lease, Duration extension) {
        return calls.call("renew", (records, session) -> records.renew(session, lease, extension));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the payload is larger than {@link JdbcStoreSettings#maxPayloadBytes()}
     */
    @Override
    public boolean complete(Lease lease, Outcome outcome, Duration retention) {
        if (outcome.payload().length > settings.maxPayloadBytes()) {
            throw new IllegalArgumentException("The outcome has " + outcome.payload().length
                    + " bytes, this store takes at most " + settings.maxPayloadBytes());
        }
        return calls.call("complete", (records, session) -> records.complete(session, lease, outcome, retention));
    }

    @Override
    public boolean release(Lease lease) {
        return calls.call("release", (records, session) -> records.release(session, lease));
    }

    @Override
    public StoreTraits traits() {
        return traits;
    }

    @Override
    public int removeExpired(int atMost) {
        if (atMost < 1) {
            throw new IllegalArgumentException("At least one record has to be allowed to go, not " + atMost);
        }
        return calls.purge((records, session) -> records.removeExpired(session, atMost));
    }

    @Override
    public Optional<RecordView> find(IdempotencyKey key) {
        return calls.call("find", (records, session) -> records.find(session, key));
    }

    @Override
    public boolean delete(IdempotencyKey key) {
        return calls.call("delete", (records, session) -> records.delete(session, key));
    }

    /** Names the store, not its address. */
    @Override
    public String toString() {
        return NAME + " (" + settings.table() + ")";
    }
}
