package io.github.idempotency.spring.event;

import org.jspecify.annotations.Nullable;

/**
 * One line of the audit log: {@code event=replay operation="POST /payments" key=5f1c0a9be2d4}. Names and their order are
 * stable, later versions may append others. A value that is more than one plain word is quoted, with quotes, backslashes,
 * control characters and invisible ones escaped, so that no value can imitate another line, or look like another one. Give it keys as digests only. Not
 * thread-safe.
 */
public final class AuditLine {

    /** The category all of these are logged under. */
    public static final String CATEGORY = "io.github.idempotency.audit";

    private final StringBuilder line = new StringBuilder("event=");

    private AuditLine(String event) {
        append(event);
    }

    /** Begins a line about an event, as in {@code replay}. */
    public static AuditLine of(String event) {
        return new AuditLine(event);
    }

    /** Appends a value, or nothing where it is {@code null}. */
    public AuditLine with(String name, @Nullable Object value) {
        if (value != null) {
            line.append(' ').append(name).append('=');
            append(value.toString());
        }
        return this;
    }

    /** The line, without a line break. */
    @Override
    public String toString() {
        return line.toString();
    }

    private void append(String value) {
        if (!value.isEmpty() && value.chars().allMatch(AuditLine::plain)) {
            line.append(value);
            return;
        }
        line.append('"');
        value.codePoints().forEach(this::appendQuoted);
        line.append('"');
    }

    private void appendQuoted(int character) {
        if (character == '"' || character == '\\') {
            line.append('\\').appendCodePoint(character);
        } else if (misleads(character)) {
            for (char unit : Character.toChars(character)) {
                line.append(String.format("\\u%04x", (int) unit));
            }
        } else {
            line.appendCodePoint(character);
        }
    }

    /** Breaks a line, turns the direction of writing, or is not to be seen. */
    private static boolean misleads(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static boolean plain(int character) {
        return character > ' ' && character < 0x7F && character != '"' && character != '\\' && character != '=';
    }
}
