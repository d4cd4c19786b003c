package io.github.idempotency.autoconfigure.health;

import java.util.List;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.ClassUtils;

/**
 * Matches where there is the health of Spring Boot 4 or 3.5 and nobody has switched this part of it off. Spring Boot's own
 * condition on the property has moved between the two.
 */
final class OnHealthShown extends SpringBootCondition {

    static final String BOOT_4 = "org.springframework.boot.health.contributor.HealthIndicator";
    private static final String BOOT_3 = "org.springframework.boot.actuate.health.HealthIndicator";

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("idempotency health");
        ClassLoader classLoader = context.getClassLoader();
        if (!ClassUtils.isPresent(BOOT_4, classLoader) && !ClassUtils.isPresent(BOOT_3, classLoader)) {
            return ConditionOutcome.noMatch(message.didNotFind("class").items(List.of(BOOT_4, BOOT_3)));
        }
        Environment environment = Objects.requireNonNull(context.getEnvironment());
        boolean standard = environment.getProperty("management.health.defaults.enabled", Boolean.class, true);
        boolean enabled = environment.getProperty("management.health.idempotency.enabled", Boolean.class, standard);
        return new ConditionOutcome(enabled, message.because(enabled ? "it is enabled" : "it is disabled"));
    }
}
