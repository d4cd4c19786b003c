package io.github.idempotency.faults;

import io.github.idempotency.faults.history.History;
import io.github.idempotency.faults.history.HistoryChecker;
import io.github.idempotency.faults.history.Repeats;
import io.github.idempotency.faults.history.Report;
import io.github.idempotency.faults.history.Rules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Breaks applications, their store and what lies between them, while clients send the same keys again and again; then
 * proves from what clients and ledger saw that nothing was lost or done twice. See {@link Options} for the arguments; ends
 * with exit code 1 if a promise was broken, and 2 if time was up before the requests or faults asked for were reached.
 */
public final class FaultRun {

    static final Duration LEASE = Duration.ofSeconds(2);
    /** Executions of four seconds, connections made anew, and two processors for everything. */
    static final Duration GRACE = Duration.ofSeconds(10);

    private static final long PROGRESS_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Options options;
    private final History history = new History();
    private final Tally tally = new Tally();

    private FaultRun(Options options) {
        this.options = options;
    }

    public static void main(String[] arguments) throws Exception {
        Options options = Options.parse(arguments);
        Result result = run(options);
        System.out.println(result);
        boolean reached =
                options.reached(result.tally().requests(), result.faults().total());
        System.exit(!result.report().clean() ? 1 : reached ? 0 : 2);
    }

    static Result run(Options options) throws Exception {
        return new FaultRun(options).run();
    }

    private Result run() throws Exception {
        System.out.println(
                Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors, " + options);
        try (Ledger ledger = new Ledger(history);
                StoreServer store = options.product().equals("redis") ? new RedisStore() : new PostgresStore();
                Cluster cluster = new Cluster(options, store, ledger)) {
            cluster.start();
            Fleet fleet = new Fleet(options, cluster.apps(), history, tally);
            FaultTally faults = breakThings(fleet, store, cluster);
            long unsettled = close(fleet);
            if (store instanceof PostgresStore postgres) {
                postgres.readBookings(history);
            }
            if (options.history() != null) {
                history.write(options.history());
            }
            Report report = HistoryChecker.check(history, rules(options));
            return new Result(report, tally, faults, ledger.repeatedTransfers(), unsettled);
        }
    }

    private FaultTally breakThings(Fleet fleet, StoreServer store, Cluster cluster) throws Exception {
        Schedule schedule =
                new Schedule(cluster.kinds(store), cluster.nodes().size(), options.gapMillis(), options.seed());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(options.seconds());
        Injector injector = new Injector(schedule, new FaultTools(store), cluster.nodes(), history);
        fleet.start();
        injector.start();
        long told = System.nanoTime();
        while (System.nanoTime() < end
                && !(options.hasGoals()
                        && options.reached(tally.requests(), injector.tally().total()))) {
            TimeUnit.MILLISECONDS.sleep(100);
            if (System.nanoTime() - told > PROGRESS_NANOS) {
                told += PROGRESS_NANOS;
                System.out.println(
                        tally.requests() + " requests, " + injector.tally().total() + " faults so far");
            }
        }
        injector.stop();
        fleet.stop();
        return injector.tally();
    }

    /** Everything is whole, and the leases of owners that have vanished run out. */
    private long close(Fleet fleet) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(LEASE.multipliedBy(2).toNanos());
        history.closingRound(System.nanoTime());
        return fleet.askOnceMore(history.keys());
    }

    private static Rules rules(Options options) {
        Repeats transfers = options.ownAnswers() ? Repeats.AFTER_AN_OUTAGE : Repeats.WITH_THE_SAME_EFFECT;
        return new Rules(
                LEASE, GRACE, Map.of("payments", Repeats.NEVER, "transfers", transfers, "bookings", Repeats.NEVER));
    }

    static List<String> operations(Options options) {
        return options.same() ? List.of("bookings") : List.of("payments", "transfers");
    }
}
