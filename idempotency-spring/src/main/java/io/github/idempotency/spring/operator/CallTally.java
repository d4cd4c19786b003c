package io.github.idempotency.spring.operator;

import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.engine.EngineListener;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts what the engines of this process do, by operation, from its start on. Thread-safe. */
public final class CallTally implements EngineListener {

    /** The name under which operations are counted that come after the first {@value #MOST_OPERATIONS}. */
    public static final String OTHERS = "(others)";

    private static final int MOST_OPERATIONS = 1_000;

    private final ConcurrentMap<String, OperationTally> operations = new ConcurrentHashMap<>();

    @Override
    public void onEvent(EngineEvent event) {
        if (event instanceof EngineEvent.StoreCalled) {
            return;
        }
        OperationTally tally = operations.get(event.operation());
        if (tally == null) {
            String name = operations.size() < MOST_OPERATIONS ? event.operation() : OTHERS;
            tally = operations.computeIfAbsent(name, unknown -> new OperationTally());
        }
        tally.count(event);
    }

    /** The counts of every operation that was called, by its name. */
    public Map<String, OperationCounts> counts() {
        Map<String, OperationCounts> counts = new TreeMap<>();
        operations.forEach((name, tally) -> counts.put(name, tally.counts()));
        return counts;
    }
}
