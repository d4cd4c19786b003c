package io.github.idempotency.benchmarks.footprint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A PostgreSQL whose commits do not wait for the disk: that changes no byte of what is counted here. */
final class PostgresKeeper extends DatabaseKeeper {

    private static final String PURGE_INDEX = TABLE + "_purge_idx";

    private final ProcessHandle postmaster;

    private PostgresKeeper(int callers) throws Exception {
        super("postgresql", callers);
        database.execute("ALTER SYSTEM SET synchronous_commit = off");
        // Checkpoints come when this program wants them; what one costs is measured by itself.
        database.execute("ALTER SYSTEM SET max_wal_size = '64GB'");
        database.execute("ALTER SYSTEM SET checkpoint_timeout = '1h'");
        database.execute("SELECT pg_reload_conf()");
        Path folder = Path.of(Objects.requireNonNull(database.queryForObject("SHOW data_directory", String.class)));
        long id = Long.parseLong(
                Files.readAllLines(folder.resolve("postmaster.pid")).get(0).trim());
        postmaster = ProcessHandle.of(id).orElseThrow();
    }

    static Keeper start(int callers) throws Exception {
        return new PostgresKeeper(callers);
    }

    @Override
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("table, bytes", number("SELECT pg_table_size('" + TABLE + "')"));
        figures.put("index of the keys, bytes", number("SELECT pg_relation_size('" + TABLE + "_pkey')"));
        figures.put("index of the purge, bytes", number("SELECT pg_relation_size('" + PURGE_INDEX + "')"));
        figures.put("log of writes, bytes", number("SELECT pg_current_wal_insert_lsn() - '0/0'"));
        figures.put("server's processors, microseconds", micros(postmaster));
        return figures;
    }

    private static String statistic(String name) {
        return "SELECT " + name + " FROM pg_stat_user_tables WHERE relname = '" + TABLE + "'";
    }

    @Override
    public void rest() {
        database.execute("VACUUM ANALYZE " + TABLE);
        database.execute("CHECKPOINT");
    }

    @Override
    public List<String> remarks() {
        return List.of(String.format(
                Locale.ROOT,
                "  now: %,.0f rows, %,.0f dead ones, table %,.0f bytes, indexes %,.0f bytes; %.3f of all updates spared the"
                        + " indexes; %,.0f runs of autovacuum",
                number("SELECT count(*) FROM " + TABLE),
                number(statistic("n_dead_tup")),
                number("SELECT pg_table_size('" + TABLE + "')"),
                number("SELECT pg_indexes_size('" + TABLE + "')"),
                number(statistic("n_tup_hot_upd / greatest(n_tup_upd, 1.0)")),
                number(statistic("autovacuum_count"))));
    }
}
