package io.github.idempotency.web.servlet;

import io.github.idempotency.spring.operation.IdempotentOperation;
import io.github.idempotency.spring.operation.OperationResolver;
import io.github.idempotency.spring.operator.KnownOperation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The protected operations among the routes of Spring MVC, before any of them is called. Thread-safe. */
final class Routes {

    private final ProtectedHandlers handlers;
    private final Supplier<List<RequestMappingHandlerMapping>> mappings;

    Routes(OperationResolver operations, Supplier<List<RequestMappingHandlerMapping>> mappings) {
        this.handlers = new ProtectedHandlers(operations);
        this.mappings = mappings;
    }

    Collection<KnownOperation> operations() {
        Map<String, KnownOperation> operations = new TreeMap<>();
        mappings.get()
                .forEach(mapping ->
                        mapping.getHandlerMethods().forEach((route, handler) -> add(operations, route, handler)));
        return operations.values();
    }

    private void add(Map<String, KnownOperation> operations, RequestMappingInfo route, HandlerMethod handler) {
        IdempotentOperation operation = handlers.operation(handler);
        if (operation == null) {
            return;
        }
        for (String pattern : route.getPatternValues()) {
            methods(route).forEach(method -> {
                String name = HandlerMethods.name(operation, method, pattern);
                operations.putIfAbsent(
                        name, new KnownOperation(name, operation.store(), operation.policy(), operation.required()));
            });
        }
    }

    /** Those that are protected; a route that names none takes any. */
    private static Stream<String> methods(RequestMappingInfo route) {
        List<String> named = route.getMethodsCondition().getMethods().stream()
                .map(Enum::name)
                .toList();
        return (named.isEmpty() ? HandlerMethods.NAMED : named)
                .stream().filter(method -> !SafeMethods.contains(method));
    }
}
