package io.github.idempotency.faults.shop;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes every connection of this process's pool for a while, as a flood of slow queries would. */
@RestController
@Profile("postgresql")
class PoolExhaustion {

    private final DataSource pool;

    PoolExhaustion(DataSource pool) {
        this.pool = pool;
    }

    /** @return how many connections were taken */
    @PostMapping("/faults/pool")
    String exhaust(@RequestParam int connections, @RequestParam long millis) throws SQLException, InterruptedException {
        List<Connection> taken = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                taken.add(pool.getConnection());
            }
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (SQLException e) {
            // Some are taken by requests, so that the pool is empty all the same.
            TimeUnit.MILLISECONDS.sleep(millis);
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
        return String.valueOf(taken.size());
    }
}
