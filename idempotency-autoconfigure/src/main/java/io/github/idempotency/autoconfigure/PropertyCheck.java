package io.github.idempotency.autoconfigure;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** Stops the start over a property that cannot be honoured; the failure analysis names the property and its origin. */
public final class PropertyCheck {

    private PropertyCheck() {}

    /**
     * Checks one property.
     *
     * @param property its full name
     * @param value what it is
     * @param reason what it must be instead
     * @throws InvalidConfigurationPropertyValueException if it does not hold
     */
    public static void require(boolean holds, String property, Object value, String reason) {
        if (!holds) {
            throw new InvalidConfigurationPropertyValueException(
                    property, value instanceof Duration duration ? text(duration) : value, reason);
        }
    }

    /** As {@link #require}, for durations that must not be zero or negative. */
    public static void requirePositive(String property, Duration value) {
        require(!value.isNegative() && !value.isZero(), property, value, "It must be longer than 0.");
    }

    /**
     * Makes something of a property.
     *
     * @param property its full name
     * @param value what it is
     * @param conversion throws {@link IllegalArgumentException} if it cannot be used
     * @throws InvalidConfigurationPropertyValueException if it cannot be used
     */
    public static <T> T convert(String property, String value, Function<String, T> conversion) {
        try {
            return conversion.apply(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException(property, value, String.valueOf(e.getMessage()), e);
        }
    }

    /** A duration as it is written in properties. */
    static String text(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
