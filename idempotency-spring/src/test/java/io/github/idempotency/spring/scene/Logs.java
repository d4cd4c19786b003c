package io.github.idempotency.spring.scene;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** What the library logs while this is open, down to the last detail. */
public final class Logs extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Queue<ILoggingEvent> all = new ConcurrentLinkedQueue<>();
    private final Logger library = (Logger) LoggerFactory.getLogger("io.github.idempotency");
    private final Level before = library.getLevel();

    private Logs() {}

    public static Logs capture() {
        Logs logs = new Logs();
        logs.setContext(logs.library.getLoggerContext());
        logs.start();
        logs.library.setLevel(Level.TRACE);
        logs.library.addAppender(logs);
        return logs;
    }

    @Override
    protected void append(ILoggingEvent event) {
        all.add(event);
    }

    /** The messages of one level, in order. */
    public List<String> at(Level level) {
        return all.stream()
                .filter(event -> event.getLevel().equals(level))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** Everything, stack traces and their messages included. */
    public String text() {
        return all.stream().map(Logs::text).collect(Collectors.joining("\n"));
    }

    private static String text(ILoggingEvent event) {
        IThrowableProxy failure = event.getThrowableProxy();
        return event.getFormattedMessage() + (failure == null ? "" : ThrowableProxyUtil.asString(failure));
    }

    @Override
    public void close() {
        library.detachAppender(this);
        library.setLevel(before);
        stop();
    }
}
