package io.github.idempotency.autoconfigure;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the stores of this project stand on, to say what is missing where one of them was named. */
enum KnownStore {
    REDIS(
            "RedisConnectionFactory",
            "Add 'spring-boot-starter-data-redis' and 'idempotency-store-redis' and configure 'spring.data.redis.*'"),
    JDBC(
            "DataSource",
            "Add 'spring-boot-starter-jdbc', 'idempotency-store-jdbc' and a driver and configure 'spring.datasource.*'");

    private final String foundation;
    private final String remedy;

    KnownStore(String foundation, String remedy) {
        this.foundation = foundation;
        this.remedy = remedy;
    }

    /** The failure of naming a store that cannot be had. */
    static StoreSetupException missing(String name, List<String> choosable) {
        String others = String.join(", ", choosable);
        return Stream.of(values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equalsIgnoreCase(name))
                .findFirst()
                .map(known -> new StoreSetupException(
                        "The property 'idempotency.store' is '" + name + "', but the application has no "
                                + known.foundation + " bean, or lacks the store's own classes.",
                        known.remedy + ", or set 'idempotency.store' to one of: " + others + "."))
                .orElseGet(() -> new StoreSetupException(
                        "The property 'idempotency.store' is '" + name
                                + "', and there is no such store. The stores to choose from are: " + others + ".",
                        "Set it to one of these, or define an IdempotencyStore bean named '" + name + "'."));
    }
}
