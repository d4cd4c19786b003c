package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

class CallersTransactionsTests {

    private final DataSource plain = new JdbcDataSource();

    @Test
    void aProxyThatHandsOutTheCallersConnectionIsRefusedHoweverItIsWrapped() {
        DataSource proxy = new TransactionAwareDataSourceProxy(plain);

        assertThatThrownBy(() -> new JdbcIdempotencyStore(proxy))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give it the data source the proxy stands for");
        assertThatThrownBy(() -> new JdbcIdempotencyStore(new DelegatingDataSource(proxy)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void othersAreWelcome() {
        assertThatCode(() -> new JdbcIdempotencyStore(plain)).doesNotThrowAnyException();
        assertThatCode(() -> new JdbcIdempotencyStore(new DelegatingDataSource(plain)))
                .doesNotThrowAnyException();
        assertThatCode(() -> new JdbcIdempotencyStore(new LazyConnectionDataSourceProxy(plain)))
                .doesNotThrowAnyException();
    }
}
