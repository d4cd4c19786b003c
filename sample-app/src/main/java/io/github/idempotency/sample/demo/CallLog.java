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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The last payments and what became of them, as the engine tells it on the thread of the request. */
@Component
class CallLog implements EngineListener {

    private static final int CALLS = 30;
    private static final int KEYS = 1_000;
    private static final ThreadLocal<@Nullable Running> CURRENT = new ThreadLocal<>();

    /** A call that is under way on this thread. */
    private static final class Running {

        private final long number;
        private final long start;
        private final String action;
        private final @Nullable String header;
        private @Nullable IdempotencyKey key;
        private @Nullable String outcome;

        private Running(long number, long start, String action, @Nullable String header) {
            this.number = number;
            this.start = start;
            this.action = action;
            this.header = header;
        }
    }

    private final Map<Long, Call> calls = bounded(CALLS);
    private final Map<String, IdempotencyKey> keys = bounded(KEYS);
    private long number;

    /** @param header the key as the client sent it, if it did */
    synchronized void begin(long now, String action, @Nullable String header) {
        Running running = new Running(++number, now, action, header);
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
        String digest = running.key == null ? null : running.key.toString();
        calls.replace(
                running.number,
                new Call(running.number, running.start, running.action, status, outcome, digest, now - running.start));
    }

    @Override
    public synchronized void onEvent(EngineEvent event) {
        Running running = CURRENT.get();
        if (running == null) {
            return;
        }
        if (event instanceof EngineEvent.Started started) {
            note(running, started.key(), "executed");
        } else if (event instanceof EngineEvent.Ended ended && ended.wanted() != Ending.RECORDED) {
            note(running, ended.key(), ended.wanted().name().toLowerCase(Locale.ROOT));
        } else if (event instanceof EngineEvent.Replayed replayed) {
            note(running, replayed.key(), "replayed");
        } else if (event instanceof EngineEvent.Rejected rejected) {
            note(running, rejected.key(), rejected.why().code());
        }
    }

    private void note(Running running, @Nullable IdempotencyKey key, String outcome) {
        running.outcome = outcome;
        running.key = key;
        if (key != null && running.header != null) {
            keys.put(running.header, key);
        }
    }

    /** The newest first. */
    synchronized List<Call> newest() {
        List<Call> newest = new ArrayList<>(calls.values());
        Collections.reverse(newest);
        return newest;
    }

    /** What the engine has made of a key a client sent. */
    synchronized Optional<IdempotencyKey> key(String header) {
        return Optional.ofNullable(keys.get(header));
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
