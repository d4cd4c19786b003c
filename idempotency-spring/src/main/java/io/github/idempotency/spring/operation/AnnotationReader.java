package io.github.idempotency.spring.operation;

import io.github.idempotency.store.ClaimRequest;
import java.lang.reflect.Method;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.StringValueResolver;

/** Reads single attributes: resolves placeholders, parses durations, and says what is wrong with them. */
final class AnnotationReader {

    private final Method method;
    private final Class<?> targetClass;
    private final StringValueResolver placeholders;

    AnnotationReader(Method method, Class<?> targetClass, StringValueResolver placeholders) {
        this.method = method;
        this.targetClass = targetClass;
        this.placeholders = placeholders;
    }

    String text(String attribute) {
        if (!attribute.contains("${")) {
            return attribute.strip();
        }
        try {
            String resolved = placeholders.resolveStringValue(attribute);
            return resolved == null ? "" : resolved.strip();
        } catch (IllegalArgumentException e) {
            throw mistake("the placeholder in '" + attribute + "' has no value.", "Define the property.", e);
        }
    }

    String operationName(String attribute) {
        String name = text(attribute);
        if (name.length() > ClaimRequest.MAX_OPERATION_LENGTH) {
            throw mistake(
                    "the operation name has " + name.length() + " characters.",
                    "Use at most " + ClaimRequest.MAX_OPERATION_LENGTH + ".",
                    null);
        }
        return name;
    }

    Duration duration(String name, String attribute, Duration open) {
        String text = text(attribute);
        if (text.isEmpty()) {
            return open;
        }
        try {
            return DurationFormatterUtils.detectAndParse(text);
        } catch (IllegalArgumentException e) {
            throw mistake(
                    name + " = \"" + text + "\" is not a duration.", "Write it like \"30s\", \"24h\" or \"PT30S\".", e);
        }
    }

    <T> T one(String name, T[] values, T open) {
        if (values.length > 1) {
            throw mistake(name + " has " + values.length + " values.", "Give it one.", null);
        }
        return values.length == 0 ? open : values[0];
    }

    private OperationMistakeException mistake(
            String mistake, String action, @Nullable Throwable cause) {
        return new OperationMistakeException(
                IdempotentOperation.describe(method, targetClass), mistake, action, cause);
    }
}
