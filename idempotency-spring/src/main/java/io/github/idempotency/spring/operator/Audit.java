package io.github.idempotency.spring.operator;

import io.github.idempotency.spring.event.AuditLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what operators change. */
final class Audit {

    private static final Logger log = LoggerFactory.getLogger(AuditLine.CATEGORY);

    private Audit() {}

    static void forgotten(FoundRecord found, boolean force, @Nullable String operator) {
        log.info(
                "{}",
                line("operator-delete", found)
                        .with("force", force ? true : null)
                        .with("by", operator));
    }

    static void forgottenUnread(UnreadRecord record, RecordSearch search, @Nullable String operator) {
        KeySearch key = search.key();
        log.info(
                "{}",
                AuditLine.of("operator-delete")
                        .with("operation", key == null ? null : key.operation())
                        .with("key", record.identity())
                        .with("store", record.store())
                        .with("state", "unreadable")
                        .with("force", true)
                        .with("by", operator));
    }

    static void resolved(FoundRecord found, String resolution, @Nullable String operator) {
        log.info(
                "{}",
                line("operator-resolve", found).with("resolution", resolution).with("by", operator));
    }

    private static AuditLine line(String event, FoundRecord found) {
        return AuditLine.of(event)
                .with("operation", found.view().operation())
                .with("key", found.view().key())
                .with("store", found.store())
                .with("state", Refusals.name(found.view().state()));
    }
}
