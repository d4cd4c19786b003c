package io.github.idempotency.test.slice;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/** Registers the named components and keeps all others out. Equal where it does the same, so that contexts are shared. */
record IdempotencyTestContextCustomizer(Set<Class<?>> components) implements ContextCustomizer {

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        context.getBeanFactory().registerSingleton(Nothing.class.getName(), new Nothing());
        if (context.getBeanFactory() instanceof BeanDefinitionRegistry registry) {
            // A nested configuration is there already, named or not.
            Set<Class<?>> found = Set.of(configuration.getClasses());
            new AnnotatedBeanDefinitionReader(registry, context.getEnvironment())
                    .register(components.stream()
                            .filter(component -> !found.contains(component))
                            .toArray(Class<?>[]::new));
        }
    }

    /** Nothing is found by scanning; unlike Spring Boot's own, not to be configured by an annotation that moved. */
    private static final class Nothing extends TypeExcludeFilter {

        @Override
        public boolean match(MetadataReader reader, MetadataReaderFactory factory) {
            return true;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Nothing;
        }

        @Override
        public int hashCode() {
            return Nothing.class.hashCode();
        }
    }
}
