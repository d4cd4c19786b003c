package io.github.idempotency.web.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the key out of header values, as RFC 9651 section 4.2.5 reads a String, and in lenient syntax also bare values.
 * Never repeats a client's value in its messages. Thread-safe.
 */
public final class KeyParser {

    /** The client's key in canonical form, or why there is none. Both {@code null}: the header is absent. */
    public record Result(@Nullable String key, @Nullable String mistake) {

        static final Result ABSENT = new Result(null, null);

        static Result mistake(String mistake) {
            return new Result(null, mistake);
        }
    }

    private final KeyRules rules;

    public KeyParser(KeyRules rules) {
        this.rules = rules;
    }

    /** @param lines every line of the header, in order; none if it is absent */
    public Result parse(List<String> lines) {
        if (lines.isEmpty()) {
            return Result.ABSENT;
        }
        if (lines.size() > 1) {
            return Result.mistake("the header is given " + lines.size() + " times; send it once");
        }
        String value = stripSpaces(lines.get(0));
        if (value.isEmpty()) {
            return Result.mistake("the key is empty");
        }
        if (value.charAt(0) == '"') {
            return quoted(value);
        }
        return rules.syntax() == KeySyntax.STRICT ? Result.mistake("the key must be a quoted string") : bare(value);
    }

    private Result bare(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ',') {
                return Result.mistake("the header holds a list; send one key");
            }
            if (c <= ' ' || c > '~' || c == '"') {
                return Result.mistake(
                        "the key holds characters that are only allowed in a quoted string, or not at all");
            }
        }
        return checked(value);
    }

    private Result quoted(String value) {
        StringBuilder key = new StringBuilder(value.length());
        int i = 1;
        while (i < value.length()) {
            char c = value.charAt(i++);
            if (c == '"') {
                String mistake = behindString(value, i);
                return mistake == null ? checked(key.toString()) : Result.mistake(mistake);
            }
            if (c == '\\') {
                if (i == value.length() || (value.charAt(i) != '"' && value.charAt(i) != '\\')) {
                    return Result.mistake("a backslash in the quoted key may only escape a quote or a backslash");
                }
                c = value.charAt(i++);
            }
            if (c < ' ' || c > '~') {
                return Result.mistake("the key holds characters other than printable ASCII");
            }
            key.append(c);
        }
        return Result.mistake("the quoted key has no closing quote");
    }

    /** Parameters may follow a string and mean nothing here; anything else is a mistake. */
    private static @Nullable String behindString(String value, int end) {
        String rest = stripSpaces(value.substring(end));
        boolean quoted = false;
        for (int i = 0; i < rest.length(); i++) {
            char c = rest.charAt(i);
            if (c == ',' && !quoted) {
                return "the header holds a list; send one key";
            }
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            }
        }
        if (quoted) {
            return "a parameter behind the key has no closing quote";
        }
        return rest.isEmpty() || rest.charAt(0) == ';' ? null : "characters follow the closing quote of the key";
    }

    private Result checked(String key) {
        if (key.isBlank()) {
            return Result.mistake("the key is empty");
        }
        if (key.length() < rules.minLength()) {
            return Result.mistake("the key is shorter than " + rules.minLength() + " characters");
        }
        if (key.length() > rules.maxLength()) {
            return Result.mistake("the key is longer than " + rules.maxLength() + " characters");
        }
        if (rules.pattern() != null && !rules.pattern().matcher(key).matches()) {
            return Result.mistake("the key does not have the form this service demands: " + rules.pattern());
        }
        return new Result(key, null);
    }

    private static String stripSpaces(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && isSpace(value.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(start, end);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
