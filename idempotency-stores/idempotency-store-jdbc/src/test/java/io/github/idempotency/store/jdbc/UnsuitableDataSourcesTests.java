package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

class UnsuitableDataSourcesTests {

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

    static Stream<DataSource> routers() {
        DataSource router = new TenantRouter();
        return Stream.of(
                router,
                new DelegatingDataSource(router),
                new LazyConnectionDataSourceProxy(router),
                new LazyConnectionDataSourceProxy(new DelegatingDataSource(router)));
    }

    /** On the store's own threads there is no tenant, so it would even find no data source at all. */
    @ParameterizedTest
    @MethodSource("routers")
    void oneThatChoosesADatabaseByThreadIsRefusedHoweverItIsWrapped(DataSource router) {
        assertThatThrownBy(() -> new JdbcIdempotencyStore(router))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AbstractRoutingDataSource")
                .hasMessageContaining("give it the one data source its table is in");
    }

    @Test
    void othersAreWelcome() {
        assertThatCode(() -> new JdbcIdempotencyStore(plain)).doesNotThrowAnyException();
        assertThatCode(() -> new JdbcIdempotencyStore(new DelegatingDataSource(plain)))
                .doesNotThrowAnyException();
        assertThatCode(() -> new JdbcIdempotencyStore(new LazyConnectionDataSourceProxy(plain)))
                .doesNotThrowAnyException();
    }

    private static final class TenantRouter extends AbstractRoutingDataSource {

        TenantRouter() {
            setTargetDataSources(Map.of("north", new JdbcDataSource(), "south", new JdbcDataSource()));
            afterPropertiesSet();
        }

        @Override
        protected Object determineCurrentLookupKey() {
            throw new IllegalStateException("No tenant on this thread");
        }
    }
}
