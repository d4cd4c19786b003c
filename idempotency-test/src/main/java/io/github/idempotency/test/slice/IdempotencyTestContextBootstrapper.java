package io.github.idempotency.test.slice;

import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.SpringBootTestContextBootstrapper;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.web.WebMergedContextConfiguration;

/** Says what application context an {@link IdempotencyTest} needs. */
final class IdempotencyTestContextBootstrapper extends SpringBootTestContextBootstrapper {

    @Override
    protected MergedContextConfiguration processMergedContextConfiguration(MergedContextConfiguration configuration) {
        MergedContextConfiguration processed = super.processMergedContextConfiguration(configuration);
        IdempotencyTest test = annotation(configuration.getTestClass());
        return test != null && test.controllers().length > 0
                ? new WebMergedContextConfiguration(processed, determineResourceBasePath(processed))
                : processed;
    }

    /** Those of the test come last, so that they win. */
    @Override
    protected String[] getProperties(Class<?> testClass) {
        IdempotencyTest test = annotation(testClass);
        return Stream.concat(
                        Stream.of(
                                "spring.boot.enableautoconfiguration=false",
                                "idempotency.store=" + StoreOfTheSlice.NAME),
                        Arrays.stream(test == null ? new String[0] : test.properties()))
                .toArray(String[]::new);
    }

    static @Nullable IdempotencyTest annotation(Class<?> testClass) {
        return TestContextAnnotationUtils.findMergedAnnotation(testClass, IdempotencyTest.class);
    }
}
