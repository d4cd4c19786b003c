package io.github.idempotency.store.memory;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jetbrains.kotlinx.lincheck.strategy.managed.ManagedStrategyGuaranteeKt.forClasses;

import io.github.idempotency.store.Owner;
import org.jetbrains.kotlinx.lincheck.LinChecker;
import org.jetbrains.kotlinx.lincheck.LincheckAssertionError;
import org.jetbrains.kotlinx.lincheck.strategy.managed.modelchecking.ModelCheckingOptions;
import org.jetbrains.kotlinx.lincheck.strategy.stress.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Whatever several callers do at once, their answers are those of some order of the same calls, one after the other. */
@EnabledForJreRange(max = JRE.JAVA_21, disabledReason = "Lincheck 2.39 was made for Java 21 at most")
class StoreLinearizabilityTests {

    @Test
    void callsThatReallyRunAtOnceAnswerAsIfOneCameAfterTheOther() {
        LinChecker.check(StoreCalls.class, stress());
    }

    @Test
    void callsThatAreInterruptedAnywhereAnswerAsIfOneCameAfterTheOther() {
        LinChecker.check(StoreCalls.class, interleaved().iterations(10));
    }

    @Test
    void aStoreThatReadsAndThenWritesIsCaught() {
        assertThatThrownBy(() -> LinChecker.check(PlainRecords.class, interleaved()))
                .isInstanceOf(LincheckAssertionError.class);
    }

    private static StressOptions stress() {
        return new StressOptions()
                .threads(StoreCalls.THREADS)
                .actorsBefore(4)
                .actorsPerThread(4)
                .actorsAfter(4)
                .iterations(40)
                .invocationsPerIteration(500)
                .sequentialSpecification(PlainRecords.class);
    }

    static ModelCheckingOptions interleaved() {
        return new ModelCheckingOptions()
                .threads(2)
                .actorsBefore(3)
                .actorsPerThread(3)
                .actorsAfter(2)
                .iterations(20)
                .invocationsPerIteration(100)
                .minimizeFailedScenario(false)
                // Lincheck cannot look into the constants of records.
                .addGuarantee(forClasses(Owner.class.getName()).allMethods().ignore())
                .addGuarantee(forClasses(
                                StoreCalls.class.getName(),
                                FullStoreLinearizabilityTests.FullStoreCalls.class.getName())
                        .methods("request")
                        .ignore())
                .sequentialSpecification(PlainRecords.class);
    }
}
