package io.github.idempotency.systemtests.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.idempotency.Fingerprint;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.Owner;
import io.github.idempotency.store.UnreadableRecordException;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import io.github.idempotency.store.jdbc.JdbcStoreSettings;
import io.github.idempotency.systemtests.support.JdbcTestServer;
import io.github.idempotency.systemtests.support.PostgresTestServer;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;

/** Claims and completions that wait at the same moment: one statement, and every call answered as if it were alone. */
@Timeout(120)
class PostgresJoinedCallsIT {

    /** As many calls are under way alone before the others have to wait. */
    private static final int LANES = 2;

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final JdbcTestServer server = PostgresTestServer.shared();
    private final JdbcStoreSettings settings =
            TestTable.create(server.unpooled(), "postgresql").withTimeout(TIMEOUT);
    private final JdbcTemplate database = new JdbcTemplate(server.unpooled());
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private HikariDataSource pool;
    private JoinedDataSource connections;
    private JdbcIdempotencyStore store;
    private JdbcIdempotencyStore plain;

    @BeforeEach
    void open() {
        pool = new HikariDataSource(server.poolConfig(8, server.url()));
        connections = new JoinedDataSource(pool);
        store = new JdbcIdempotencyStore(connections, settings);
        plain = new JdbcIdempotencyStore(server.unpooled(), settings.withCoalescing(false));
        Calls.granted(store, Calls.request());
    }

    @AfterEach
    void close() {
        connections.release();
        callers.shutdownNow();
        pool.close();
        database.execute("DROP TABLE " + settings.table());
    }

    @Test
    void newKeysAreClaimedInOneStatementAndCompletedInAnother() throws Exception {
        List<ClaimRequest> requests = requests(30);
        List<Claim> claims = answers(behindTheLanes(requests, store::claim));

        assertThat(connections.joined()).hasSize(1);
        assertThat(claims).hasSize(30).allSatisfy(claim -> assertThat(claim).isInstanceOf(Claim.Granted.class));
        List<Lease> leases =
                claims.stream().map(claim -> ((Claim.Granted) claim).lease()).toList();
        List<Boolean> completed =
                answers(behindTheLanes(leases, lease -> store.complete(lease, Calls.OUTCOME, Calls.LONG)));
        assertThat(connections.joined()).hasSize(2);
        assertThat(completed).containsOnly(true);
        assertThat(requests)
                .allSatisfy(request -> assertThat(plain.claim(Calls.another(request)))
                        .isEqualTo(new Claim.Settled(request.fingerprint(), Calls.OUTCOME)));
    }

    @Test
    void everyStateIsAnsweredAsItIsAlone() throws Exception {
        Map<String, Function<JdbcIdempotencyStore, ClaimRequest>> states = states();
        List<ClaimRequest> joined =
                states.values().stream().map(state -> state.apply(plain)).toList();
        List<ClaimRequest> alone =
                states.values().stream().map(state -> state.apply(plain)).toList();
        List<Future<Claim>> answers = behindTheLanes(joined, store::claim);

        List<String> names = new ArrayList<>(states.keySet());
        for (int i = 0; i < names.size(); i++) {
            ClaimRequest request = alone.get(i);
            assertThat(shape(() -> plain.claim(request))).as(names.get(i)).isEqualTo(shape(answers.get(i)::get));
        }
        assertThat(connections.joined()).isNotEmpty();
    }

    @Test
    void aLateOwnerLosesAloneInTheCompanyOfOthers() throws Exception {
        List<Lease> leases = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            leases.add(Calls.granted(plain, Calls.request()).lease());
        }
        Lease own = leases.get(3);
        leases.set(3, new Lease(own.key(), Owner.next(), own.token()));
        Lease second = leases.get(7);
        leases.set(7, new Lease(second.key(), second.owner(), second.token() + 1));
        Lease repeated = leases.get(9);
        assertThat(plain.complete(repeated, Calls.OUTCOME, Calls.LONG)).isTrue();

        List<Boolean> answers =
                answers(behindTheLanes(leases, lease -> store.complete(lease, Calls.OUTCOME, Calls.LONG)));

        assertThat(answers).containsExactly(true, true, true, false, true, true, true, false, true, true);
        assertThat(connections.joined()).hasSize(1);
    }

    @Test
    void aKeyLockedBySomebodyElseHoldsUpOnlyItsOwnCall() throws Exception {
        List<ClaimRequest> requests = requests(10);
        ClaimRequest blocked = requests.get(4);
        try (Connection other = server.unpooled().getConnection()) {
            other.setAutoCommit(false);
            try (var insert = other.prepareStatement("INSERT INTO " + settings.table()
                    + " SELECT (jsonb_populate_record(NULL::" + settings.table()
                    + ", to_jsonb(r) || jsonb_build_object('id',"
                    + " '\\x' || encode(?, 'hex')))).* FROM " + settings.table() + " r LIMIT 1")) {
                insert.setBytes(1, blocked.key().bytes());
                assertThat(insert.executeUpdate()).isEqualTo(1);
            }
            List<Future<Claim>> claims = behindTheLanes(requests, store::claim);
            for (int i = 0; i < 10; i++) {
                if (i != 4) {
                    assertThat(claims.get(i).get()).isInstanceOf(Claim.Granted.class);
                }
            }
            assertThat(claims.get(4)).isNotDone();
            other.rollback();
            assertThat(claims.get(4).get()).isInstanceOf(Claim.Granted.class);
        }
    }

    @Test
    void aLargeAnswerComesAlone() throws Exception {
        Outcome large = Outcome.result(new byte[33 * 1024]);
        List<ClaimRequest> requests = requests(5);
        Lease lease = Calls.granted(plain, requests.get(2)).lease();
        assertThat(plain.complete(lease, large, Calls.LONG)).isTrue();
        requests.set(2, Calls.another(requests.get(2)));

        List<Claim> claims = answers(behindTheLanes(requests, store::claim));

        assertThat(claims.get(2)).isEqualTo(new Claim.Settled(requests.get(2).fingerprint(), large));
        assertThat(connections.joined()).hasSize(1);
        assertThat(connections.alone()).isEqualTo(LANES + 1);
    }

    @Test
    void withoutCoalescingEveryCallHasAStatementOfItsOwn() throws Exception {
        JdbcIdempotencyStore apart = new JdbcIdempotencyStore(connections, settings.withCoalescing(false));
        Calls.granted(apart, Calls.request());

        List<Future<Claim>> claims = behindTheLanes(requests(5), apart::claim);

        assertThat(answers(claims)).hasSize(5);
        assertThat(connections.joined()).isEmpty();
    }

    private Map<String, Function<JdbcIdempotencyStore, ClaimRequest>> states() {
        Map<String, Function<JdbcIdempotencyStore, ClaimRequest>> states = new LinkedHashMap<>();
        states.put("new", it -> Calls.request());
        states.put("new, no takeover", it -> withoutTakeover(Calls.request()));
        states.put("held", it -> after(it, "attempt = 1", Calls::another));
        states.put("the same claim again", it -> after(it, "attempt = 1", request -> request));
        states.put("abandoned", it -> after(it, "lease_until = 1", Calls::another));
        states.put(
                "abandoned, to be kept",
                it -> after(it, "lease_until = 1", other -> withoutTakeover(Calls.another(other))));
        states.put("abandoned, another payload", it -> after(it, "lease_until = 1", PostgresJoinedCallsIT::different));
        states.put("expired claim", it -> after(it, "expires_at = 1", Calls::another));
        states.put("settled", it -> settled(it, "attempt = 1"));
        states.put("settled and expired", it -> settled(it, "expires_at = 1"));
        states.put("of a newer format", it -> after(it, "format = 2", Calls::another));
        states.put("damaged", it -> after(it, "token = 0", Calls::another));
        states.put("settled without a payload", it -> settled(it, "payload = NULL"));
        return states;
    }

    private ClaimRequest after(JdbcIdempotencyStore by, String change, Function<ClaimRequest, ClaimRequest> next) {
        ClaimRequest request = Calls.request();
        Calls.granted(by, request);
        change(request, change);
        return next.apply(request);
    }

    private ClaimRequest settled(JdbcIdempotencyStore by, String change) {
        ClaimRequest request = Calls.request();
        assertThat(by.complete(Calls.granted(by, request).lease(), Calls.OUTCOME, Calls.LONG))
                .isTrue();
        change(request, change);
        return Calls.another(request);
    }

    private void change(ClaimRequest request, String change) {
        database.update("UPDATE " + settings.table() + " SET " + change + " WHERE id = ?", (Object)
                request.key().bytes());
    }

    private static ClaimRequest withoutTakeover(ClaimRequest it) {
        return new ClaimRequest(
                it.key(), it.owner(), it.fingerprint(), it.operation(), it.lease(), it.retention(), false);
    }

    private static ClaimRequest different(ClaimRequest it) {
        return new ClaimRequest(
                it.key(), Owner.next(), Fingerprint.of("else"), it.operation(), it.lease(), it.retention(), true);
    }

    /** What an answer says, without what differs between two keys. */
    private static String shape(Callable<Claim> call) throws Exception {
        Claim claim;
        try {
            claim = call.call();
        } catch (UnreadableRecordException e) {
            return "unreadable";
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(UnreadableRecordException.class);
            return "unreadable";
        }
        if (claim instanceof Claim.Granted granted) {
            return "granted, attempt " + granted.attempt() + ", token "
                    + granted.lease().token();
        }
        return claim instanceof Claim.Held held ? "held " + held.fingerprint() : claim.toString();
    }

    private static List<ClaimRequest> requests(int count) {
        List<ClaimRequest> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(Calls.request());
        }
        return requests;
    }

    /** Makes calls while others hold the lanes, so that they have to wait for each other. */
    private <W, A> List<Future<A>> behindTheLanes(List<W> wishes, Function<W, A> call) throws Exception {
        connections.hold();
        List<Future<?>> first = new ArrayList<>();
        boolean completing = wishes.get(0) instanceof Lease;
        for (int i = 0; i < LANES; i++) {
            Lease lease = completing ? Calls.granted(plain, Calls.request()).lease() : null;
            first.add(callers.submit(() ->
                    lease == null ? store.claim(Calls.request()) : store.complete(lease, Calls.OUTCOME, Calls.LONG)));
        }
        connections.awaitHeld(LANES);
        List<Thread> threads = new ArrayList<>();
        List<Future<A>> answers = new ArrayList<>();
        for (W wish : wishes) {
            FutureTask<A> task = new FutureTask<>(() -> call.apply(wish));
            Thread thread = new Thread(task);
            thread.start();
            threads.add(thread);
            answers.add(task);
        }
        for (Thread thread : threads) {
            while (thread.getState() != Thread.State.TIMED_WAITING && thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
        connections.release();
        for (Future<?> each : first) {
            each.get();
        }
        return answers;
    }

    private static <A> List<A> answers(List<Future<A>> calls) throws Exception {
        List<A> answers = new ArrayList<>();
        for (Future<A> call : calls) {
            answers.add(call.get());
        }
        return answers;
    }
}
