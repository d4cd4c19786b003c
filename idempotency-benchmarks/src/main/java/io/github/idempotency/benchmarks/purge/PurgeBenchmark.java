package io.github.idempotency.benchmarks.purge;

import com.zaxxer.hikari.HikariDataSource;
import io.github.idempotency.benchmarks.DatabaseServer;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Lets several instances purge a table full of expired records while clients claim at a steady rate, and compares how
 * long a claim takes with and without them. Arguments: product, expired records, purging instances, claims a second,
 * memory of the server.
 */
public final class PurgeBenchmark {

    private static final int POOL = 10;
    private static final int LIVE_ONE_IN = 10;
    private static final int WARM_UP_SECONDS = 10;

    private final DatabaseServer server;
    private final int expired;
    private final int instances;
    private final int rate;

    private PurgeBenchmark(DatabaseServer server, int expired, int instances, int rate) {
        this.server = server;
        this.expired = expired;
        this.instances = instances;
        this.rate = rate;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 5) {
            throw new IllegalArgumentException(
                    "Wanted: product, expired records, purging instances, claims a second, memory of the server");
        }
        int expired = Integer.parseInt(arguments[1]);
        int instances = Integer.parseInt(arguments[2]);
        int rate = Integer.parseInt(arguments[3]);
        System.out.println(arguments[0] + " with " + arguments[4] + " of memory, " + expired + " expired records, "
                + instances + " purging instances, " + rate + " claims a second");
        try (DatabaseServer server = DatabaseServer.start(arguments[0], arguments[4])) {
            new PurgeBenchmark(server, expired, instances, rate).run();
        }
    }

    private void run() throws Exception {
        List<HikariDataSource> pools = new ArrayList<>();
        try (HikariDataSource own = server.pool(2);
                HikariDataSource pool = server.pool(POOL)) {
            for (int i = 0; i < instances; i++) {
                pools.add(server.pool(POOL));
            }
            int live = expired / LIVE_ONE_IN;
            Records records = Records.create(own, server);
            records.load(expired, live);
            records.settle(server);
            Clients clients = new Clients(new JdbcIdempotencyStore(pool), rate, expired);
            Measurement measurement = new Measurement(records, clients, pools);
            ServerCounters before = ServerCounters.read(records, server);
            clients.start();
            try {
                TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
                measurement.run();
            } finally {
                clients.stop();
            }
            measurement.report();
            System.out.println(ServerCounters.read(records, server).since(before));
            System.out.println("live records lost: " + (live + clients.completed() - records.live())
                    + ", any expired left: " + records.anyExpired() + ", claims failed: " + clients.failed());
        } finally {
            pools.forEach(HikariDataSource::close);
        }
    }
}
