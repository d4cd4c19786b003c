package io.github.idempotency.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The application processes, each with a way of its own to the store. */
final class Cluster implements AutoCloseable {

    /** Of wall clocks that are wrong, as libfaketime reads it. */
    private static final String CLOCK_OFFSET = "+2h";

    private final List<Node> nodes = new ArrayList<>();

    Cluster(Options options, StoreServer store, Ledger ledger) throws IOException {
        Path logs = Files.createDirectories(Path.of("target", "faults", options.product()));
        Path library = options.clockLibrary();
        for (int i = 0; i < options.processes(); i++) {
            String name = "app-" + i;
            FaultyProxy proxy = new FaultyProxy(store.port());
            List<String> arguments = new ArrayList<>(store.arguments(proxy.port()));
            arguments.add("--spring.application.name=shop");
            arguments.add("--spring.profiles.active=" + (options.same() ? "same" : "separate") + ","
                    + (options.product().equals("redis") ? "redis" : "postgresql"));
            arguments.add("--idempotency.lease=" + FaultRun.LEASE);
            arguments.add("--idempotency.store-timeout=1s");
            arguments.add("--idempotency.retention=6h");
            arguments.add("--faults.ledger.port=" + ledger.port());
            // The first one is ahead of all others.
            Map<String, String> environment = library == null || i > 0
                    ? Map.of()
                    : Map.of("LD_PRELOAD", library.toString(), "FAKETIME", CLOCK_OFFSET);
            nodes.add(new Node(new AppProcess(name, logs, arguments, environment), proxy));
        }
    }

    List<Node> nodes() {
        return nodes;
    }

    List<AppProcess> apps() {
        return nodes.stream().map(Node::app).toList();
    }

    /** Everything that can be broken here. */
    Set<FaultKind> kinds(StoreServer store) {
        Set<FaultKind> kinds = EnumSet.allOf(FaultKind.class);
        if (!store.canBeFull()) {
            kinds.remove(FaultKind.FULL);
        }
        return kinds;
    }

    /** Returns when all answer. The first one creates the tables. */
    void start() throws IOException, InterruptedException {
        for (Node node : nodes) {
            node.app().launch();
            node.app().awaitStart();
        }
    }

    @Override
    public void close() throws IOException {
        for (Node node : nodes) {
            node.app().close();
            node.proxy().close();
        }
    }
}
