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
        String resolved;
        try {
            resolved = placeholders.resolveStringValue(attribute);
        } catch (IllegalArgumentException e) {
            throw withoutValue(attribute, e);
        }
        // Contexts without a placeholder configurer leave alone what they cannot resolve.
        if (resolved != null && resolved.contains("${")) {
            throw withoutValue(attribute, null);
        }
        return resolved == null ? "" : resolved.strip();
    }

    private OperationMistakeException withoutValue(String attribute, @Nullable Throwable cause) {
        return mistake("the placeholder in '" + attribute + "' has no value.", "Define the property.", cause);
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
            if (Character.isLetter(text.charAt(text.length() - 1))) {
                return DurationFormatterUtils.detectAndParse(text);
            }
            throw new IllegalArgumentException("A number without a unit could be anything");
        } catch (IllegalArgumentException | ArithmeticException e) {
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

    private OperationMistakeException mistake(String mistake, String action, @Nullable Throwable cause) {
        return new OperationMistakeException(IdempotentOperation.describe(method, targetClass), mistake, action, cause);
    }
}
