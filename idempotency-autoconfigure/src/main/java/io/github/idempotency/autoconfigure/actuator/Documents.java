package io.github.idempotency.autoconfigure.actuator;

import io.github.idempotency.spring.operator.FoundRecord;
import io.github.idempotency.spring.operator.FoundRecords;
import io.github.idempotency.store.RecordView;
import io.github.idempotency.store.RecordView.State;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records as JSON shows them: durations as in ISO 8601, in milliseconds at most; what does not apply is left out. */
final class Documents {

    private Documents() {}

    static Map<String, Object> record(FoundRecord found) {
        RecordView view = found.view();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("store", found.store());
        document.put("operation", view.operation());
        document.put("digest", view.key().hex());
        document.put("state", view.state().name().toLowerCase(Locale.ROOT));
        document.put("attempt", view.attempt());
        document.put("age", text(view.age()));
        if (view.state() == State.CLAIMED) {
            document.put("lease", text(view.lease()));
        }
        document.put("retention", text(view.retention()));
        if (view.state() == State.SETTLED) {
            document.put("payloadBytes", view.payloadBytes());
        }
        return document;
    }

    static Map<String, Object> records(FoundRecords found) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("records", found.records().stream().map(Documents::record).toList());
        document.put("complete", found.complete());
        return document;
    }

    /** @param found the record as it was, or {@code null} if it could not be read */
    static Map<String, Object> changed(String change, @Nullable FoundRecord found) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("change", change);
        document.put("was", found == null ? Map.of("state", "unreadable") : record(found));
        return document;
    }

    static String text(Duration duration) {
        return duration.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
