package io.github.idempotency.test.slice;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Leaves every test alone that is no {@link IdempotencyTest}. */
final class IdempotencyTestContextCustomizerFactory implements ContextCustomizerFactory {

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
        IdempotencyTest test = TestContextAnnotationUtils.findMergedAnnotation(testClass, IdempotencyTest.class);
        if (test == null) {
            return null;
        }
        Set<Class<?>> components =
                Stream.of(test.beans(), test.controllers()).flatMap(Stream::of).collect(Collectors.toSet());
        return new IdempotencyTestContextCustomizer(components);
    }
}
