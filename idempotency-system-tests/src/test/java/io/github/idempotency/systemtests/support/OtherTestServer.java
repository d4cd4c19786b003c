package io.github.idempotency.systemtests.support;

/**
 * Any product with a dialect, at the address in {@code IDEMPOTENCY_TEST_JDBC}, user and password included; its driver has
 * to be on the class path.
 */
public final class OtherTestServer {

    public static final String VARIABLE = "IDEMPOTENCY_TEST_JDBC";

    private OtherTestServer() {}

    public static JdbcTestServer get() {
        return JdbcTestServer.at(System.getenv(VARIABLE));
    }
}
