package io.github.idempotency.faults;

import io.github.idempotency.faults.Schedule.Fault;
import io.github.idempotency.faults.history.History;
import io.github.idempotency.faults.history.Outage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Works off a schedule. Faults of different parts overlap; those of one part (a process, its network, the store) come one
 * after the other.
 */
final class Injector {

    private final Schedule schedule;
    private final FaultTools tools;
    private final List<Node> nodes;
    private final History history;
    private final FaultTally tally = new FaultTally();
    private final Map<String, ExecutorService> lanes = new HashMap<>();
    private volatile boolean over;
    private @Nullable Thread thread;

    Injector(Schedule schedule, FaultTools tools, List<Node> nodes, History history) {
        this.schedule = schedule;
        this.tools = tools;
        this.nodes = nodes;
        this.history = history;
    }

    FaultTally tally() {
        return tally;
    }

    void start() {
        thread = Daemons.start("faults", this::run);
    }

    private void run() {
        try {
            while (!over) {
                Fault fault = schedule.next();
                TimeUnit.MILLISECONDS.sleep(fault.gapMillis());
                Node node = nodes.get(fault.app());
                lane(fault, node).execute(() -> inject(fault, node));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized ExecutorService lane(Fault fault, Node node) {
        String part = fault.kind().hitsStore()
                ? Outage.STORE
                : node.app().name() + (fault.kind().hitsNetwork() ? " network" : "");
        return lanes.computeIfAbsent(part, name -> Executors.newSingleThreadExecutor(work -> new Thread(work, name)));
    }

    private void inject(Fault fault, Node node) {
        if (over) {
            return;
        }
        try {
            boolean struck = tools.inject(fault, node, history);
            tally.injected(fault.kind(), struck);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            tally.failed(fault.kind(), e);
        }
    }

    /** Begins no other fault, and returns when the last one is over. */
    void stop() throws InterruptedException {
        over = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            running.join();
        }
        List<ExecutorService> all;
        synchronized (this) {
            all = List.copyOf(lanes.values());
        }
        for (ExecutorService lane : all) {
            lane.shutdown();
            if (!lane.awaitTermination(2, TimeUnit.MINUTES)) {
                throw new IllegalStateException("A fault does not end");
            }
        }
    }
}
