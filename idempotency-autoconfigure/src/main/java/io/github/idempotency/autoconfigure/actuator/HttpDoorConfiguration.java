package io.github.idempotency.autoconfigure.actuator;

import io.github.idempotency.spring.operation.OperationDefaults;
import io.github.idempotency.spring.operation.OperationResolver;
import io.github.idempotency.web.servlet.HttpDoor;
import io.github.idempotency.web.servlet.RequestAdmission;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The door of HTTP, where the application has one. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(RequestMappingHandlerMapping.class)
@ConditionalOnBean(RequestAdmission.class)
final class HttpDoorConfiguration {

    @Bean
    @Order(0)
    @ConditionalOnMissingBean
    HttpDoor idempotencyHttpDoor(
            RequestAdmission admission,
            OperationResolver operations,
            ObjectProvider<RequestMappingHandlerMapping> mappings,
            OperationDefaults defaults) {
        return new HttpDoor(
                admission, operations, () -> mappings.orderedStream().toList(), defaults);
    }
}
