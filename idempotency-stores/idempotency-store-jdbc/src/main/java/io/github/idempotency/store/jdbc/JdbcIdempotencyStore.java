package io.github.idempotency.store.jdbc;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.ExpiredRecordCleaner;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.RecordInspector;
import io.github.idempotency.store.RecordListing;
import io.github.idempotency.store.RecordView;
import io.github.idempotency.store.StoreTraits;
import io.github.idempotency.store.TransactionalStore;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps records in one table of a relational database. Thread-safe; needs no closing.
 *
 * <p>Every call borrows a connection, runs one statement (seldom more), each committed by itself, and gives the connection
 * back. On PostgreSQL, claims or completions that wait at the same moment share a statement, its connection and its commit.
 * So records stand whatever becomes of a transaction the caller may be in, and no connection is held while the
 * caller's code runs. Only the calls that say {@code InTransaction} run on the connection of the transaction the current
 * thread is in, which Spring has to manage for this very data source; what they write is committed or rolled back with it.
 *
 * <p>The data source has to give connections to the same primary server on every thread, some of which are the store's own.
 */
public final class JdbcIdempotencyStore
        implements IdempotencyStore, TransactionalStore, ExpiredRecordCleaner, RecordInspector {

    private static final String NAME = "jdbc";

    /** A table of millions is read in seconds, which is too long for a claim and not for an operator. */
    private static final int LISTING_TIMEOUTS = 5;

    private final JdbcStoreSettings settings;
    private final @Nullable SqlDialect dialect;
    private final StoreCalls calls;
    private final JoinedVerbs joined;
    private final TransactionCalls transactionCalls;
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
     * @throws IllegalArgumentException if the data source hands out the connections of its callers' transactions, or chooses
     *     among databases by the current thread
     */
    public JdbcIdempotencyStore(DataSource dataSource, @Nullable SqlDialect dialect, JdbcStoreSettings settings) {
        UnsuitableDataSources.refuse(dataSource);
        this.settings = settings;
        this.dialect = dialect;
        KnownProduct product = new KnownProduct(dialect, settings.table());
        this.calls = new StoreCalls(dataSource, product, settings);
        this.joined = new JoinedVerbs(calls, settings.timeout(), settings.coalesce());
        this.transactionCalls = new TransactionCalls(dataSource, product, settings);
        this.traits = new StoreTraits(NAME, true, true, true, false, settings.maxPayloadBytes());
    }

    @Override
    public Claim claim(ClaimRequest request) {
        return joined.claim(request);
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
        requireSpace(outcome);
        return joined.complete(lease, outcome, retention);
    }

    @Override
    public boolean release(Lease lease) {
        return calls.call("release", (records, session) -> records.release(session, lease));
    }

    /** The data source, as the store was given it. */
    @Override
    public Object resource() {
        return transactionCalls.dataSource();
    }

    @Override
    public Claim claimInTransaction(ClaimRequest request, Duration maxWait, boolean keepTransaction) {
        Duration grace = settings.timeout().dividedBy(2);
        return transactionCalls.call("claim", new ClaimInTransaction(request, maxWait, keepTransaction, grace));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the payload is larger than {@link JdbcStoreSettings#maxPayloadBytes()}
     */
    @Override
    public boolean completeInTransaction(Lease lease, Outcome outcome, Duration retention) {
        requireSpace(outcome);
        return transactionCalls.call(
                "complete", (records, session) -> records.complete(session, lease, outcome, retention));
    }

    @Override
    public boolean releaseInTransaction(Lease lease) {
        return transactionCalls.call("release", (records, session) -> records.release(session, lease));
    }

    private void requireSpace(Outcome outcome) {
        if (outcome.payload().length > settings.maxPayloadBytes()) {
            throw new IllegalArgumentException("The outcome has " + outcome.payload().length
                    + " bytes, this store takes at most " + settings.maxPayloadBytes());
        }
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
        return calls.callOnMany("purge", 1, (records, session) -> records.removeExpired(session, atMost));
    }

    @Override
    public Optional<RecordView> find(IdempotencyKey key) {
        return calls.call("find", (records, session) -> records.operators().find(session, key));
    }

    /**
     * {@inheritDoc}
     *
     * <p>The oldest come first. There is no index for it: the query reads the whole table, without locking it, and is given
     * up after {@value #LISTING_TIMEOUTS} times the {@link JdbcStoreSettings#timeout()}.
     */
    @Override
    public RecordListing list(Set<RecordView.State> states, int atMost) {
        if (atMost < 1) {
            throw new IllegalArgumentException("A listing has at least one record, not " + atMost);
        }
        return calls.callOnMany(
                "list",
                LISTING_TIMEOUTS,
                (records, session) -> records.operators().list(session, states, atMost));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the payload is larger than {@link JdbcStoreSettings#maxPayloadBytes()}
     */
    @Override
    public boolean settle(IdempotencyKey key, Outcome outcome, Duration retention) {
        requireSpace(outcome);
        return calls.call("settle", (records, session) -> records.operators().settle(session, key, outcome, retention));
    }

    @Override
    public boolean reopen(IdempotencyKey key) {
        return calls.call("reopen", (records, session) -> records.operators().reopen(session, key));
    }

    @Override
    public boolean delete(IdempotencyKey key) {
        return calls.call("delete", (records, session) -> records.operators().delete(session, key));
    }

    /**
     * Looks whether the table is there, whole and up to date. Meant for the start of an application; changes nothing.
     *
     * @throws io.github.idempotency.store.StoreUnavailableException if the database does not answer, or is a product
     *     without a dialect
     */
    public SchemaStatus schema() {
        return calls.call(
                "look up",
                (records, session) -> SchemaStatus.of(
                        session.connection(),
                        dialect == null ? SqlDialects.detect(session.connection()) : dialect,
                        settings.table()));
    }

    /** Names the store, not its address. */
    @Override
    public String toString() {
        return NAME + " (" + settings.table() + ")";
    }
}
