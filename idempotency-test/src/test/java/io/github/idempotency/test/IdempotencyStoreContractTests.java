package io.github.idempotency.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract as such: it misses no invariant and every test says which one it guards. */
class IdempotencyStoreContractTests {

    private static final int INVARIANTS = 10;

    @Test
    void everyInvariantIsGuarded() {
        Set<Integer> guarded = contractTests().stream()
                .flatMapToInt(it -> Arrays.stream(it.getAnnotation(Guards.class).value()))
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(guarded)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, INVARIANTS).boxed().toList());
    }

    @Test
    void everyTestNamesTheInvariantItGuards() {
        List<String> names = contractTests().stream()
                .map(it ->
                        new InvariantDisplayNames().generateDisplayNameForMethod(List.of(), it.getDeclaringClass(), it))
                .toList();

        assertThat(names).hasSizeGreaterThan(70).doesNotHaveDuplicates();
        assertThat(names).allMatch(it -> it.matches("[a-z0-9 ]+ \\(invariant \\d+(, \\d+)*\\)"));
        assertThat(names).contains("a new key is granted as the first attempt (invariant 1)");
    }

    @Test
    void noTestEscapesTheAnnotation() {
        assertThat(themes().flatMap(it -> Arrays.stream(it.getDeclaredMethods())))
                .noneMatch(it -> it.isAnnotationPresent(Test.class));
    }

    private static List<Method> contractTests() {
        return themes().flatMap(it -> Arrays.stream(it.getDeclaredMethods()))
                .filter(it -> it.isAnnotationPresent(Guards.class))
                .toList();
    }

    private static Stream<Class<?>> themes() {
        return Arrays.stream(IdempotencyStoreContract.class.getDeclaredClasses())
                .filter(it -> it.isAnnotationPresent(Nested.class))
                .map(Class::getSuperclass);
    }
}
