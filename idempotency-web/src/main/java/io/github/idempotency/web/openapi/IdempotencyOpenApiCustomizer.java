package io.github.idempotency.web.openapi;

import io.github.idempotency.spring.operation.IdempotentOperation;
import io.github.idempotency.spring.operation.OperationResolver;
import io.github.idempotency.web.http.WebSettings;
import io.github.idempotency.web.servlet.ProtectedHandlers;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.web.method.HandlerMethod;

/**
 * Documents the key, the problems and the replay of every protected operation. What the application documents itself is
 * kept. Thread-safe.
 *
 * <p>springdoc tells the handler of an operation, but not its HTTP method, and a handler may serve GET and POST alike. So
 * operations are marked when they come by, with each of their handlers, and documented once they have their place in the
 * document.
 */
public final class IdempotencyOpenApiCustomizer implements GlobalOperationCustomizer, GlobalOpenApiCustomizer {

    private final ProtectedHandlers handlers;
    private final KeyHeader keyHeader;
    private final ProblemResponses problems;
    private final ReplayHeader replayHeader;
    private final Marks marks = new Marks();

    public IdempotencyOpenApiCustomizer(OperationResolver operations, WebSettings settings) {
        this.handlers = new ProtectedHandlers(operations);
        this.keyHeader = new KeyHeader(settings);
        this.problems = new ProblemResponses(settings);
        this.replayHeader = new ReplayHeader(settings.replayHeader());
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        IdempotentOperation protection = handlers.operation(handler);
        marks.add(operation, protection == null ? null : Protection.of(protection));
        return operation;
    }

    @Override
    public void customise(OpenAPI document) {
        if (document.getPaths() == null) {
            return;
        }
        document.getPaths()
                .values()
                .forEach(path -> path.readOperationsMap().forEach((method, operation) -> {
                    Protection protection = marks.take(operation);
                    if (protection != null && !ProtectedHandlers.isSafe(method.name())) {
                        document(operation, protection, components(document));
                    }
                }));
    }

    private void document(Operation operation, Protection protection, Components components) {
        if (protection.keyInHeader()) {
            keyHeader.addTo(operation, protection, components);
        }
        replayHeader.addTo(operation, protection);
        problems.addTo(operation, protection, components);
    }

    private static Components components(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(new Components());
        }
        return document.getComponents();
    }
}
