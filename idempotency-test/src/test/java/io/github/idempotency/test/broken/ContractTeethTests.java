package io.github.idempotency.test.broken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.idempotency.test.IdempotencyStoreContract;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The contract has teeth: every one of its tests fails for a store that breaks what the test guards. */
class ContractTeethTests {

    private static final int MOST_RUNS = 10;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aFlawIsNoticedByTheTestsThatGuardAgainstIt(Flaw flaw) {
        Set<String> noticing = new TreeSet<>();
        // Some flaws only show when threads meet at the wrong moment, which a loaded machine may not let them do at
        // once.
        for (int i = 0; i < MOST_RUNS && !noticing.containsAll(flaw.noticedBy()); i++) {
            noticing.addAll(names(run(flaw, true, flaw.noticedBy()::contains).failed().stream()));
        }

        assertThat(noticing).containsExactlyInAnyOrderElementsOf(flaw.noticedBy());
    }

    @Test
    void aStoreWithoutFlawsPassesEveryTest() {
        Events tests = run(Flaw.NONE, false, name -> true);

        assertThat(names(tests.failed().stream())).isEmpty();
        assertThat(names(tests.skipped().stream())).isEmpty();
        assertThat(names(tests.aborted().stream())).isEmpty();
        assertThat(names(tests.succeeded().stream())).hasSizeGreaterThan(70);
    }

    @Test
    void everyTestOfTheContractIsSeenToFail() {
        Set<String> noticing = Arrays.stream(Flaw.values())
                .flatMap(it -> it.noticedBy().stream())
                .collect(Collectors.toSet());

        assertThat(noticing).containsExactlyInAnyOrderElementsOf(contractTests());
    }

    private static Set<String> contractTests() {
        return Arrays.stream(IdempotencyStoreContract.class.getDeclaredClasses())
                .filter(it -> it.isAnnotationPresent(Nested.class))
                .flatMap(it -> Arrays.stream(it.getSuperclass().getDeclaredMethods()))
                .filter(it -> Arrays.stream(it.getAnnotations())
                        .anyMatch(found -> found.annotationType().isAnnotationPresent(Test.class)))
                .map(it -> it.getName())
                .collect(Collectors.toSet());
    }

    private static Events run(Flaw flaw, boolean parallel, Predicate<String> wanted) {
        PostDiscoveryFilter filter =
                test -> FilterResult.includedIf(method(test).map(wanted::test).orElse(true));
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(BrokenStoreContract.class))
                .filters(filter)
                .configurationParameters(Map.of(
                        BrokenStoreContract.FLAW,
                        flaw.name(),
                        "junit.jupiter.execution.parallel.enabled",
                        String.valueOf(parallel),
                        "junit.jupiter.execution.parallel.mode.default",
                        "concurrent"))
                .execute()
                .testEvents();
    }

    private static Optional<String> method(TestDescriptor test) {
        return test.getSource().filter(MethodSource.class::isInstance).map(it -> ((MethodSource) it).getMethodName());
    }

    private static Set<String> names(Stream<Event> events) {
        return events.map(it -> method(it.getTestDescriptor()).orElseThrow())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
