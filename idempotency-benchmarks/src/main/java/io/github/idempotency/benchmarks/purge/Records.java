package io.github.idempotency.benchmarks.purge;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.benchmarks.DatabaseServer;
import io.github.idempotency.store.jdbc.SchemaScripts;
import io.github.idempotency.store.jdbc.SqlDialects;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** The table, filled as by an application that ran for a day before its purge began. */
final class Records {

    private static final String TABLE = "idempotency_record";
    private static final int BATCH = 1_000;
    private static final int USUAL_BYTES = 400;
    private static final int LARGE_BYTES = 20_000;
    private static final int LARGE_ONE_IN = 100;
    private static final long DAY = TimeUnit.DAYS.toMicros(1);

    private static final String INSERT = "INSERT INTO " + TABLE
            + " (id, format, state, fingerprint, operation, owner, token, attempt, lease_until, expires_at,"
            + " purge_after, created_at, outcome, payload)"
            + " VALUES (?, 1, 'S', ?, 'POST /payments', ?, 1, 1, ?, ?, ?, ?, 'R', ?)";

    private final DataSource dataSource;
    private final Random random = new Random(7);

    private Records(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    static Records create(DataSource dataSource, DatabaseServer server) {
        String script = SchemaScripts.text(SqlDialects.of(server.platform()), TABLE);
        new ResourceDatabasePopulator(new ByteArrayResource(script.getBytes(StandardCharsets.UTF_8)))
                .execute(dataSource);
        return new Records(dataSource);
    }

    /** The key of one of the expired records. */
    static IdempotencyKey expired(int number) {
        return IdempotencyKey.of("expired", Integer.toString(number));
    }

    /** Settled records whose ends, in no order that their keys have, lie within the day before or after the present. */
    void load(int expired, int live) throws SQLException {
        Row[] rows = new Row[expired + live];
        for (int i = 0; i < rows.length; i++) {
            boolean gone = i < expired;
            IdempotencyKey key = gone ? expired(i) : IdempotencyKey.of("live", Integer.toString(i));
            rows[i] = new Row(key, (gone ? -1 : 1) * (TimeUnit.HOURS.toMicros(1) + random.nextLong(DAY)));
        }
        // Into a clustered index in its order, which is many times faster than in any other.
        Arrays.sort(
                rows,
                (one, other) ->
                        Arrays.compareUnsigned(one.key().bytes(), other.key().bytes()));
        long now = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            connection.setAutoCommit(false);
            for (int i = 0; i < rows.length; i++) {
                add(insert, rows[i], now);
                if ((i + 1) % BATCH == 0 || i + 1 == rows.length) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
            connection.setAutoCommit(true);
        }
    }

    private record Row(IdempotencyKey key, long endsIn) {}

    private void add(PreparedStatement insert, Row row, long now) throws SQLException {
        long end = now + row.endsIn();
        long start = end - DAY;
        insert.setBytes(1, row.key().bytes());
        insert.setBytes(2, bytes(32));
        insert.setBytes(3, bytes(16));
        insert.setLong(4, start);
        insert.setLong(5, end);
        insert.setLong(6, end);
        insert.setLong(7, start);
        insert.setBytes(8, bytes(random.nextInt(LARGE_ONE_IN) == 0 ? LARGE_BYTES : USUAL_BYTES));
        insert.addBatch();
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    long live() throws SQLException {
        return number("SELECT count(*) FROM " + TABLE + " WHERE expires_at > " + now());
    }

    boolean anyExpired() throws SQLException {
        long present = now();
        return number("SELECT 1 FROM " + TABLE + " WHERE purge_after <= " + present + " AND expires_at <= " + present
                        + " LIMIT 1")
                > 0;
    }

    /** The server is on this machine, so that its clock is ours. */
    private static long now() {
        return TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
    }

    /** So that what loading leaves to be done is not measured. */
    void settle(DatabaseServer server) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            if (server.platform().equals("postgresql")) {
                statement.execute("VACUUM ANALYZE " + TABLE);
                statement.execute("CHECKPOINT");
            } else {
                statement.execute("ANALYZE TABLE " + TABLE);
            }
        }
    }

    long number(String query) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
