package io.github.idempotency.spring.event;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Rejection;
import io.github.idempotency.codec.TraceReference;
import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.engine.EngineListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the audit log. A replay is the protection at work and is logged at INFO: whether a call was answered from the
 * record is asked after the fact, when it is too late to switch anything on. Everything else is worth a look and is
 * logged at WARN. Thread-safe.
 */
public final class AuditListener implements EngineListener {

    private static final Logger log = LoggerFactory.getLogger(AuditLine.CATEGORY);

    @Override
    public void onEvent(EngineEvent event) {
        if (event instanceof EngineEvent.Replayed replayed) {
            replay(replayed);
        } else if (event instanceof EngineEvent.Rejected rejected && rejected.why() == Rejection.KEY_REUSED) {
            warn(line("collision", event, rejected.key()));
        } else if (event instanceof EngineEvent.Started started && started.attempt() > 1) {
            warn(line("takeover", event, started.key()).with("attempt", started.attempt()));
        } else if (event instanceof EngineEvent.LeaseLost lost) {
            warn(line("lost-lease", event, lost.key()));
        } else if (event instanceof EngineEvent.Ended ended && ended.ending() == Ending.HELD) {
            warn(line("hold", event, ended.key()).with("late", false));
        } else if (event instanceof EngineEvent.EndedLate ended && ended.ending() == Ending.HELD) {
            warn(line("hold", event, ended.key()).with("late", true));
        }
    }

    private static void replay(EngineEvent.Replayed replayed) {
        if (log.isInfoEnabled()) {
            TraceReference recordedBy = replayed.recordedBy();
            log.info(
                    "{}",
                    line("replay", replayed, replayed.key())
                            .with("bytes", replayed.payloadBytes())
                            .with("recordedBy", recordedBy == null ? null : recordedBy.traceId()));
        }
    }

    private static void warn(AuditLine line) {
        log.warn("{}", line);
    }

    private static AuditLine line(String what, EngineEvent event, @Nullable IdempotencyKey key) {
        return AuditLine.of(what).with("operation", event.operation()).with("key", key);
    }
}
