package io.github.idempotency.benchmarks.footprint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A MariaDB whose commits do not wait for the disk: that changes no byte of what is counted here. */
final class MariaDbKeeper extends DatabaseKeeper {

    private MariaDbKeeper(int callers) throws Exception {
        super("mariadb", callers);
        database.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 0");
    }

    static Keeper start(int callers) throws Exception {
        return new MariaDbKeeper(callers);
    }

    @Override
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("table and indexes, bytes", tableBytes());
        figures.put(
                "log of writes, bytes",
                number("SELECT variable_value FROM information_schema.global_status"
                        + " WHERE variable_name = 'INNODB_LSN_CURRENT'"));
        return figures;
    }

    private double tableBytes() {
        return number(
                "SELECT file_size FROM information_schema.innodb_sys_tablespaces WHERE name LIKE '%/" + TABLE + "'");
    }

    @Override
    public void rest() {
        database.execute("ANALYZE TABLE " + TABLE);
    }

    @Override
    public List<String> remarks() {
        return List.of(String.format(
                Locale.ROOT,
                "  now: %,.0f rows, table and indexes %,.0f bytes",
                number("SELECT count(*) FROM " + TABLE),
                tableBytes()));
    }
}
