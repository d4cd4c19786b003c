package io.github.idempotency.autoconfigure;

import java.util.List;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches where the application defines no store, or names one it does not define. */
final class OnStoreNeeded extends SpringBootCondition implements ConfigurationCondition {

    @Override
    public ConfigurationPhase getConfigurationPhase() {
        return ConfigurationPhase.REGISTER_BEAN;
    }

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        List<String> defined = StoreChoice.namesOf(Objects.requireNonNull(context.getBeanFactory()));
        String wanted = context.getEnvironment().getProperty("idempotency.store", "");
        ConditionMessage.Builder message = ConditionMessage.forCondition("idempotency store");
        if (defined.isEmpty()) {
            return ConditionOutcome.match(message.because("the application defines none"));
        }
        if (!wanted.isEmpty() && !defined.contains(wanted)) {
            return ConditionOutcome.match(message.because("'" + wanted + "' is named and not defined"));
        }
        return ConditionOutcome.noMatch(message.found("bean").items(defined));
    }
}
