package io.github.idempotency.test;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.platform.commons.support.AnnotationSupport;

/** Reads a contract test's name as a sentence and adds the invariants it guards. */
final class InvariantDisplayNames extends DisplayNameGenerator.Standard {

    InvariantDisplayNames() {}

    @Override
    public String generateDisplayNameForMethod(List<Class<?>> enclosing, Class<?> testClass, Method method) {
        String sentence =
                method.getName().replaceAll("(?<=[a-z])(?=[A-Z0-9])", " ").toLowerCase(Locale.ROOT);
        return AnnotationSupport.findAnnotation(method, Guards.class)
                .map(guards -> Arrays.stream(guards.value())
                        .mapToObj(String::valueOf)
                        .collect(Collectors.joining(", ", sentence + " (invariant ", ")")))
                .orElse(sentence);
    }
}
