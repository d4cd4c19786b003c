package io.github.idempotency.autoconfigure.actuator;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.spring.operator.GivenAnswer;
import io.github.idempotency.spring.operator.GivenAnswer.Kind;
import io.github.idempotency.spring.operator.KeySearch;
import io.github.idempotency.spring.operator.OperatorException;
import io.github.idempotency.spring.operator.OperatorException.Reason;
import io.github.idempotency.spring.operator.RecordSearch;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** Reads what operators send. Messages name the parameter and repeat nothing of it: it may be a key. */
final class Parameters {

    private static final int DEFAULT_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 1_000;
    private static final int SHORT_DIGEST = 12;
    private static final Duration LONGEST_RETENTION = Duration.ofDays(3650);

    private Parameters() {}

    static RecordSearch search(
            @Nullable Object operation,
            @Nullable Object key,
            @Nullable Object principal,
            @Nullable Object scope,
            @Nullable Object step,
            @Nullable Object digest,
            @Nullable Object store) {
        String inStore = one("store", store);
        String identity = one("digest", digest);
        if (identity != null) {
            if (operation != null || key != null || principal != null || scope != null || step != null) {
                throw invalid("Give either 'digest' or 'operation' and 'key', not both.");
            }
            return new RecordSearch(identity(identity), null, inStore);
        }
        String name = one("operation", operation);
        List<String> parts = many(key);
        if (name == null || name.isBlank() || parts.isEmpty() || parts.stream().anyMatch(String::isBlank)) {
            throw invalid(
                    "Say which record is meant: by 'operation', as in POST /payments, and 'key', and by 'principal'"
                            + " where the caller was authenticated; or by 'digest'. Encode them where they stand in a URL.");
        }
        String caller = one("principal", principal);
        return new RecordSearch(
                null,
                new KeySearch(name, parts, caller == null ? "" : caller, many(scope), one("step", step)),
                inStore);
    }

    /** The search for what a decision is about. */
    static RecordSearch attempt(RecordSearch search, @Nullable Object attempt) {
        return new RecordSearch(search.identity(), search.key(), search.store(), number("attempt", attempt));
    }

    static GivenAnswer answer(
            @Nullable Object status,
            @Nullable Object contentType,
            @Nullable Object headers,
            @Nullable Object body,
            @Nullable Object value,
            @Nullable Object kind) {
        String lines = one("headers", headers);
        return new GivenAnswer(
                number("status", status),
                one("contentType", contentType),
                lines == null
                        ? List.of()
                        : lines.lines().filter(line -> !line.isBlank()).toList(),
                one("body", body),
                one("value", value),
                kind(one("kind", kind)));
    }

    private static @Nullable Kind kind(@Nullable String name) {
        if (name == null) {
            return null;
        }
        return switch (name) {
            case "http" -> Kind.HTTP;
            case "value" -> Kind.VALUE;
            default -> throw invalid("The 'kind' of an answer is http or value.");
        };
    }

    /** Whether the resolution is that nothing happened, rather than that there is an answer. */
    static boolean isFailed(@Nullable Object resolution, GivenAnswer answer, @Nullable Duration retention) {
        String named = one("resolution", resolution);
        boolean failed = "failed".equals(named);
        if (!failed && !"settled".equals(named)) {
            throw invalid("Give a 'resolution': 'failed' if the work was not done, so that the next call executes; or"
                    + " 'settled' with the answer that retries shall get.");
        }
        if (failed
                && (answer.isValue()
                        || !answer.equals(answer(null, null, null, null, null, null))
                        || retention != null)) {
            throw invalid(
                    "With the resolution 'failed' there is no answer: leave everything else out, or use 'settled'.");
        }
        return failed;
    }

    static @Nullable Duration retention(@Nullable Object value) {
        String text = one("retention", value);
        if (text == null) {
            return null;
        }
        Duration retention;
        try {
            retention = DurationStyle.detectAndParse(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw invalid("The 'retention' is no duration, like 7d or PT36H.");
        }
        if (retention.compareTo(Duration.ofSeconds(1)) < 0 || retention.compareTo(LONGEST_RETENTION) > 0) {
            throw invalid("The 'retention' must be between 1s and 3650d.");
        }
        return retention;
    }

    static int limit(@Nullable Object value) {
        Integer limit = number("limit", value);
        if (limit != null && (limit < 1 || limit > HIGHEST_LIMIT)) {
            throw invalid("The 'limit' must be between 1 and " + HIGHEST_LIMIT + ".");
        }
        return limit == null ? DEFAULT_LIMIT : limit;
    }

    static boolean flag(String name, @Nullable Object value) {
        String text = one(name, value);
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw invalid("The parameter '" + name + "' is true or false.");
        }
        return "true".equals(text);
    }

    static OperatorException noSection(String sections) {
        return invalid("There is no such section here. It is " + sections + ", behind the path of the endpoint.");
    }

    static @Nullable String one(String name, @Nullable Object value) {
        List<String> values = many(value);
        if (values.size() > 1) {
            throw invalid("The parameter '" + name + "' is given " + values.size() + " times. Give it once.");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    private static List<String> many(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        return value instanceof Collection<?> values
                ? values.stream().map(String::valueOf).toList()
                : List.of(value.toString());
    }

    private static @Nullable Integer number(String name, @Nullable Object value) {
        String text = one(name, value);
        try {
            return text == null ? null : Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw invalid("The parameter '" + name + "' is no number.");
        }
    }

    private static IdempotencyKey identity(String digest) {
        try {
            return IdempotencyKey.fromBytes(HexFormat.of().parseHex(digest));
        } catch (IllegalArgumentException e) {
            throw invalid(
                    digest.length() == SHORT_DIGEST
                            ? "The 'digest' is the short one of logs, and 64 hexadecimal digits are needed. Records that wait"
                                    + " are listed with theirs under 'held' and 'abandoned'; others are found by"
                                    + " 'operation' and 'key'."
                            : "A 'digest' has 64 hexadecimal digits.");
        }
    }

    private static OperatorException invalid(String message) {
        return new OperatorException(Reason.INVALID, message);
    }
}
