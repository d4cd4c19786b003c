package io.github.idempotency.sample.demo;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.engine.EngineListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The last payments and what became of them, as the engine tells it: on the thread of the request, except that an
 * execution may end after its request has left the filters, as it does when the container renders the error.
 */
@Component
@ForTheDemo
class CallLog implements EngineListener {

    private static final int CALLS = 30;
    private static final ThreadLocal<@Nullable Running> CURRENT = new ThreadLocal<>();

    /** A call that is under way on this thread. */
    private static final class Running {

        private final long number;
        private final long start;
        private final String action;
        private @Nullable IdempotencyKey key;
        private @Nullable String outcome;

        private Running(long number, long start, String action) {
            this.number = number;
            this.start = start;
            this.action = action;
        }
    }

    private final Map<Long, Call> calls = bounded(CALLS);
    private final Map<IdempotencyKey, Running> executing = bounded(CALLS);
    private long number;

    synchronized void begin(long now, String action) {
        Running running = new Running(++number, now, action);
        CURRENT.set(running);
        calls.put(running.number, new Call(running.number, now, action, 0, "running", null, 0));
    }

    /** @param otherwise the outcome of a call the engine had nothing to do with */
    synchronized void end(long now, int status, String otherwise) {
        Running running = CURRENT.get();
        CURRENT.remove();
        if (running == null) {
            return;
        }
        String outcome = running.outcome == null ? otherwise : running.outcome;
        if (status >= 500 && outcome.equals("executed")) {
            outcome = "failed";
        }
        String digest = running.key == null ? null : running.key.toString();
        calls.replace(
                running.number,
                new Call(running.number, running.start, running.action, status, outcome, digest, now - running.start));
    }

    @Override
    public synchronized void onEvent(EngineEvent event) {
        if (event instanceof EngineEvent.Ended ended) {
            ended(ended);
            return;
        }
        Running running = CURRENT.get();
        if (running == null) {
            return;
        }
        if (event instanceof EngineEvent.Started started) {
            note(running, started.key(), "executed");
            executing.put(started.key(), running);
        } else if (event instanceof EngineEvent.Replayed replayed) {
            note(running, replayed.key(), "replayed");
        } else if (event instanceof EngineEvent.Rejected rejected) {
            note(running, rejected.key(), rejected.why().code());
        }
    }

    private void ended(EngineEvent.Ended ended) {
        Running running = executing.remove(ended.key());
        if (running == null || ended.wanted() == Ending.RECORDED) {
            return;
        }
        String outcome = ended.wanted().name().toLowerCase(Locale.ROOT);
        note(running, ended.key(), outcome);
        calls.computeIfPresent(running.number, (n, call) -> call.status() == 0 ? call : call.become(outcome));
    }

    private static void note(Running running, @Nullable IdempotencyKey key, String outcome) {
        running.outcome = outcome;
        running.key = key;
    }

    /** The newest first. */
    synchronized List<Call> newest() {
        List<Call> newest = new ArrayList<>(calls.values());
        Collections.reverse(newest);
        return newest;
    }

    private static <K, V> Map<K, V> bounded(int size) {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > size;
            }
        };
    }
}
