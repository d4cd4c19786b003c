package io.github.idempotency.systemtests.support;

import java.util.concurrent.Callable;
import org.junit.jupiter.api.Assumptions;

/** One server for all tests of this JVM, started when first asked for; without it a test is skipped with the reason. */
final class SharedServer {

    private final String product;
    private final Callable<JdbcTestServer> start;
    private JdbcTestServer server;
    private String reason;

    SharedServer(String product, Callable<JdbcTestServer> start) {
        this.product = product;
        this.start = start;
    }

    synchronized JdbcTestServer get() {
        if (server == null && reason == null) {
            try {
                server = start.call();
            } catch (Exception | LinkageError e) {
                reason = "No " + product + " to be had here: " + e;
            }
        }
        Assumptions.assumeTrue(server != null, reason);
        return server;
    }
}
