package io.github.idempotency.web.openapi;

import io.github.idempotency.TransactionMode;
import io.github.idempotency.WhenAbandoned;
import io.github.idempotency.WhenFails;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.engine.CallPolicy;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.operation.OperationDefaults;
import io.github.idempotency.spring.operation.OperationResolver;
import io.github.idempotency.web.http.WebSettings;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.time.Duration;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;

/** A document with one operation, as springdoc would hand it over. */
final class Documented {

    private static final CallPolicy POLICY = new CallPolicy(
            Duration.ofSeconds(30),
            Duration.ofHours(24),
            WhenInProgress.REJECT,
            Duration.ZERO,
            WhenAbandoned.REEXECUTE,
            WhenStoreFails.REFUSE,
            WhenFails.RELEASE,
            TransactionMode.SEPARATE);

    final OpenAPI document = new OpenAPI();
    final Operation operation = new Operation()
            .responses(new ApiResponses()
                    .addApiResponse("201", new ApiResponse().description("Created"))
                    .addApiResponse("404", new ApiResponse().description("None")));
    private final IdempotencyOpenApiCustomizer customizer;

    Documented(WebSettings settings) {
        customizer = new IdempotencyOpenApiCustomizer(
                new OperationResolver(new OperationDefaults(POLICY, true, ""), new DefaultListableBeanFactory()),
                settings);
    }

    Documented with(Parameter parameter) {
        operation.addParametersItem(parameter);
        return this;
    }

    Documented by(String... handlers) {
        return by(HttpMethod.POST, handlers);
    }

    Documented by(HttpMethod method, String... handlers) {
        Shop shop = new Shop();
        for (String handler : handlers) {
            try {
                customizer.customize(operation, new HandlerMethod(shop, handler, String.class));
            } catch (NoSuchMethodException e) {
                throw new IllegalArgumentException(e);
            }
        }
        PathItem path = new PathItem();
        path.operation(method, operation);
        document.setPaths(new Paths().addPathItem("/orders", path));
        customizer.customise(document);
        return this;
    }

    void again() {
        customizer.customise(document);
    }

    /** The parameter that carries the key, or {@code null}. */
    Parameter key() {
        return operation.getParameters() == null
                ? null
                : operation.getParameters().stream()
                        .filter(parameter -> "Idempotency-Key".equalsIgnoreCase(parameter.getName()))
                        .reduce((one, other) -> {
                            throw new AssertionError("the key is described twice");
                        })
                        .orElse(null);
    }

    ApiResponse response(String status) {
        return operation.getResponses().get(status);
    }

    @RestController
    public static class Shop {

        @PostMapping
        @Idempotent
        public String place(String body) {
            return body;
        }

        @PostMapping
        @Idempotent(required = false, retention = "1h")
        public String optional(String body) {
            return body;
        }

        @PostMapping
        @Idempotent(key = "#body", fingerprint = "#body", retention = "90s")
        public String keyed(String body) {
            return body;
        }

        @PostMapping
        public String plain(String body) {
            return body;
        }

        @RequestMapping
        @Idempotent
        public String any(String body) {
            return body;
        }
    }
}
