package io.github.idempotency.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.Owner;
import io.github.idempotency.store.RecordInspector;
import io.github.idempotency.store.RecordListing;
import io.github.idempotency.store.RecordView;
import io.github.idempotency.store.StoreTraits;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Keeps records in Redis 6.0 or newer, or Valkey: standalone, behind Sentinel or in a Cluster, whatever the connection
 * factory leads to.
 *
 * <p>Every verb is one script on one key and one round trip; a script is sent in full only to a server that has not seen
 * it. The server's clock measures leases, the expiry of the key is the retention. Scripts write, so every client sends
 * them to a primary, also where reads are allowed on replicas.
 *
 * <p>With Lettuce every call answers or throws within {@link RedisStoreSettings#timeout()}, whatever timeouts the
 * connection factory has and also while it is connecting; a listing, which is many calls, within seven times that. Other
 * clients, Jedis among them, offer no way to give up on a call: there the client's own connect and read timeouts count. A
 * connection factory hidden behind a proxy that is not a {@link
 * org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory} counts as another client.
 *
 * <p>A call that failed may still be executed by the server afterwards, if it was on its way. Owners and tokens make that
 * harmless: at worst a claim that nobody waits for any more holds its key until its lease ends.
 *
 * <p>Redis loses acknowledged writes when a primary fails before its replicas have them. With {@link
 * RedisStoreSettings#waitForReplicas()} claims and completions count only once replicas have them, and with Lettuce the
 * store has a connection of its own, because waiting blocks it. Redis also evicts records under memory pressure unless {@code maxmemory-policy} is {@code noeviction}; see {@link RedisServerCheck}.
 *
 * <p>Thread-safe. {@link #close()} returns the connection it may have borrowed from the factory, which stays open.
 */
public final class RedisIdempotencyStore implements IdempotencyStore, RecordInspector, AutoCloseable {

    /** People wait longer than calls. */
    private static final int TIMEOUTS_FOR_A_LISTING = 5;

    private final ScriptRunner scripts;
    private final RedisStoreSettings settings;
    private final StoreTraits traits;
    private final @Nullable ReplicatedWrites replicated;

    /** Makes a store that connects when it is first used; reachable or not, the constructor does not fail. */
    public RedisIdempotencyStore(RedisConnectionFactory connections, RedisStoreSettings settings) {
        ReplicaWait wait = ReplicaWait.of(settings);
        this.scripts = ScriptRunners.suiting(connections, settings.timeout(), wait);
        this.settings = settings;
        this.replicated = wait.replicas() == 0 ? null : new ReplicatedWrites(scripts, wait);
        // Whether records survive a restart is the server's configuration, so it cannot be promised here.
        this.traits = new StoreTraits("redis", true, false, true, true, settings.maxPayloadBytes());
    }

    @Override
    public Claim claim(ClaimRequest request) {
        byte[][] arguments = {
            request.owner().bytes(),
            request.fingerprint().bytes(),
            request.operation().getBytes(UTF_8),
            Timing.millis(request.lease()),
            Timing.millis(request.retention()),
            Timing.ascii(request.takeover() ? 1 : 0)
        };
        return replicated == null
                ? Answers.claim(run(Script.CLAIM, request.key(), arguments), request)
                : replicated.claim(request, redisKey(request.key()), arguments);
    }

    @Override
    public boolean renew(Lease lease, Duration extension) {
        return run(
                        Script.RENEW,
                        lease.key(),
                        lease.owner().bytes(),
                        Timing.ascii(lease.token()),
                        Timing.millis(extension))
                .yes();
    }

    @Override
    public boolean complete(Lease lease, Outcome outcome, Duration retention) {
        requireSpace(outcome);
        byte[][] arguments = {
            lease.owner().bytes(),
            Timing.ascii(lease.token()),
            kind(outcome),
            Timing.millis(retention),
            outcome.payload()
        };
        return replicated == null
                ? run(Script.COMPLETE, lease.key(), arguments).yes()
                : replicated.complete(lease.key(), redisKey(lease.key()), arguments);
    }

    /**
     * {@inheritDoc}
     *
     * <p>When a connection breaks, Lettuce sends a call again that it has no answer to; a release that was executed the
     * first time then answers {@code false}.
     */
    @Override
    public boolean release(Lease lease) {
        return run(Script.RELEASE, lease.key(), lease.owner().bytes(), Timing.ascii(lease.token()))
                .yes();
    }

    @Override
    public Optional<RecordView> find(IdempotencyKey key) {
        Reply reply = run(Script.FIND, key);
        return reply.yes() ? Optional.of(Answers.view(reply, key)) : Optional.empty();
    }

    /**
     * {@inheritDoc}
     *
     * <p>The keys of the servers, those of others included, are looked at in no order and in many short steps. It stops after
     * {@value Listing#MOST_KEYS} of them, or after five times the timeout of the settings.
     */
    @Override
    public RecordListing list(Set<RecordView.State> states, int atMost) {
        if (atMost < 1) {
            throw new IllegalArgumentException("A listing has at least one record, not " + atMost);
        }
        if (states.isEmpty()) {
            return RecordListing.EMPTY;
        }
        Duration time = settings.timeout().multipliedBy(TIMEOUTS_FOR_A_LISTING);
        return new Listing(scripts, settings.keyPrefix(), states, atMost, time).run();
    }

    @Override
    public boolean settle(IdempotencyKey key, Outcome outcome, Duration retention) {
        requireSpace(outcome);
        return run(Script.SETTLE, key, Owner.next().bytes(), kind(outcome), Timing.millis(retention), outcome.payload())
                .yes();
    }

    /**
     * {@inheritDoc}
     *
     * <p>As with {@link #release}, a call that Lettuce had to send twice may answer {@code false} though it took effect.
     */
    @Override
    public boolean reopen(IdempotencyKey key) {
        return run(Script.REOPEN, key).yes();
    }

    @Override
    public boolean delete(IdempotencyKey key) {
        return run(Script.DELETE, key).yes();
    }

    @Override
    public StoreTraits traits() {
        return traits;
    }

    @Override
    public void close() {
        scripts.close();
    }

    private void requireSpace(Outcome outcome) {
        int size = outcome.payload().length;
        if (size > settings.maxPayloadBytes()) {
            throw new IllegalArgumentException("An answer of " + size + " bytes is too large to record: the Redis"
                    + " idempotency store takes at most " + settings.maxPayloadBytes()
                    + ". Allow larger payloads or answer with less");
        }
    }

    private static byte[] kind(Outcome outcome) {
        return new byte[] {(byte) outcome.kind().code()};
    }

    private Reply run(Script script, IdempotencyKey key, byte[]... arguments) {
        return Reply.of(key, scripts.run(script, redisKey(key), arguments));
    }

    /** In hexadecimal digits, because log lines show the first of them: a record can be found by pattern. */
    private byte[] redisKey(IdempotencyKey key) {
        return (settings.keyPrefix() + key.hex()).getBytes(UTF_8);
    }
}
