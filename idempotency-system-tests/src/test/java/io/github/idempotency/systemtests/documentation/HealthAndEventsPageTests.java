package io.github.idempotency.systemtests.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Rejection;
import io.github.idempotency.codec.TraceReference;
import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.spring.event.AuditLine;
import io.github.idempotency.spring.event.AuditListener;
import io.github.idempotency.spring.event.IdempotencyEvent;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The tables of docs/health-and-events.md against the code. */
class HealthAndEventsPageTests {

    private static final Pattern EVENT_ROW =
            Pattern.compile("^\\| `(\\w+Event)` \\|[^|]*\\|(.*)\\|$", Pattern.MULTILINE);
    private static final Pattern AUDIT_ROW =
            Pattern.compile("^\\| `([a-z-]+)` \\| (INFO|WARN) \\|(.*)\\|$", Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final String page = Documents.text(Documents.root().resolve("docs/health-and-events.md"));

    @Test
    void everyEventIsThereWithItsProperties() {
        List<String> documented = EVENT_ROW
                .matcher(page)
                .results()
                .map(row -> row.group(1) + " " + codes(row.group(2)))
                .toList();
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(Stream.of(IdempotencyEvent.class.getPermittedSubclasses())
                        .map(type -> type.getSimpleName() + " " + properties(type))
                        .toList());
    }

    @Test
    void everyLineOfTheAuditLogIsThereWithItsLevelAndValues() {
        List<String> documented = AUDIT_ROW
                .matcher(page)
                .results()
                .map(row -> row.group(2) + " event operation key"
                        + codes(row.group(3)).stream().map(name -> " " + name).collect(Collectors.joining())
                        + " of " + row.group(1))
                .toList();
        assertThat(documented)
                .containsExactlyElementsOf(
                        logged().stream().map(HealthAndEventsPageTests::shape).toList());
    }

    @Test
    void theLineThatIsShownIsOne() {
        assertThat(page)
                .contains("`"
                        + AuditLine.of("takeover")
                                .with("operation", "POST /payments")
                                .with("key", "5f1c0a9be2d4")
                                .with("attempt", 2)
                        + "`")
                .contains(AuditLine.CATEGORY);
    }

    private static List<ILoggingEvent> logged() {
        IdempotencyKey key = IdempotencyKey.of("page");
        Logger category = (Logger) LoggerFactory.getLogger(AuditLine.CATEGORY);
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        category.setLevel(Level.INFO);
        category.addAppender(appender);
        try {
            AuditListener listener = new AuditListener();
            listener.onEvent(
                    new EngineEvent.Replayed("pay", key, 1, new TraceReference("0".repeat(32), "0".repeat(16))));
            listener.onEvent(new EngineEvent.Rejected("pay", key, Rejection.KEY_REUSED));
            listener.onEvent(new EngineEvent.Started("pay", key, 2));
            listener.onEvent(new EngineEvent.LeaseLost("pay", key));
            listener.onEvent(new EngineEvent.Ended("pay", key, Ending.HELD, Ending.HELD, 0));
            return new ArrayList<>(appender.list);
        } finally {
            category.detachAppender(appender);
            category.setLevel(null);
        }
    }

    /** Level, names in order, and which event it is. */
    private static String shape(ILoggingEvent event) {
        String line = event.getFormattedMessage();
        String names = Stream.of(line.split(" ", -1))
                .map(pair -> pair.split("=", -1)[0])
                .collect(Collectors.joining(" "));
        return event.getLevel() + " " + names + " of " + line.substring("event=".length(), line.indexOf(' '));
    }

    private static List<String> properties(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .map(Method::getName)
                .filter(name -> name.startsWith("get") || name.startsWith("is"))
                .map(name -> name + "()")
                .sorted()
                .toList();
    }

    private static List<String> codes(String cell) {
        return CODE.matcher(cell)
                .results()
                .map((MatchResult found) -> found.group(1))
                .sorted()
                .toList();
    }
}
