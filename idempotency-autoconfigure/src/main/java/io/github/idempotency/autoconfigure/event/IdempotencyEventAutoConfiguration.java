package io.github.idempotency.autoconfigure.event;

import io.github.idempotency.autoconfigure.ConditionalOnIdempotencyEnabled;
import io.github.idempotency.spring.event.AuditListener;
import io.github.idempotency.spring.event.EventPublishingListener;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/** Auto-configuration for application events and the audit log. */
@AutoConfiguration
@ConditionalOnIdempotencyEnabled
public final class IdempotencyEventAutoConfiguration {

    /** Before the listeners of the application, which may take their time. */
    @Bean
    @Order(0)
    @ConditionalOnMissingBean
    AuditListener idempotencyAuditListener() {
        return new AuditListener();
    }

    @Bean
    @ConditionalOnMissingBean
    EventPublishingListener idempotencyEventPublishingListener(ApplicationEventPublisher publisher) {
        return new EventPublishingListener(publisher);
    }
}
