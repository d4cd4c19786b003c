package io.github.idempotency.benchmarks.load.shop;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** {@code INSERT ... ON CONFLICT DO NOTHING} and {@code UPDATE}; a duplicate costs a {@code SELECT} more. */
@Component
@Profile("reference & postgresql")
class HandWrittenSqlRecords implements HandWrittenRecords {

    private static final String TABLE = """
            CREATE TABLE IF NOT EXISTS handwritten_payment (
                key VARCHAR(255) PRIMARY KEY, answer TEXT, created_at TIMESTAMPTZ NOT NULL DEFAULT now())""";

    private final JdbcTemplate jdbc;

    HandWrittenSqlRecords(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        jdbc.execute(TABLE);
    }

    @Override
    public @Nullable String claim(String key) {
        if (jdbc.update("INSERT INTO handwritten_payment (key) VALUES (?) ON CONFLICT DO NOTHING", key) == 1) {
            return null;
        }
        List<@Nullable String> known =
                jdbc.queryForList("SELECT answer FROM handwritten_payment WHERE key = ?", String.class, key);
        String answer = known.isEmpty() ? null : known.get(0);
        return answer == null ? PENDING : answer;
    }

    @Override
    public void complete(String key, String answer) {
        jdbc.update("UPDATE handwritten_payment SET answer = ? WHERE key = ?", answer, key);
    }
}
