package io.github.idempotency.autoconfigure.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.autoconfigure.support.Analyses;
import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.spring.Idempotent;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;

class StartupMistakesTests {

    @Test
    void aFinalMethodStopsTheStart() {
        FailureAnalysis analysis = start(FinalMethod.class);
        assertThat(analysis.getDescription()).contains("FinalMethod.pay()").contains("final");
        assertThat(analysis.getAction()).contains("overridable");
    }

    @Test
    void aPrivateMethodStopsTheStart() {
        assertThat(start(PrivateMethod.class).getDescription())
                .contains("PrivateMethod.pay()")
                .contains("private");
    }

    @Test
    void aBeanMethodWithoutAKeyStopsTheStart() {
        FailureAnalysis analysis = start(NoKey.class);
        assertThat(analysis.getDescription()).contains("NoKey.pay()");
        assertThat(analysis.getAction()).contains("@Idempotent(key = ");
    }

    @Test
    void durationsThatContradictEachOtherStopTheStart() {
        FailureAnalysis analysis = start(ContradictingDurations.class);
        assertThat(analysis.getDescription())
                .contains("ContradictingDurations.pay()")
                .contains("retention")
                .contains("lease");
        assertThat(analysis.getAction()).isNotBlank();
    }

    @Test
    void aDurationThatIsNoneStopsTheStart() {
        FailureAnalysis analysis = start(NoDuration.class);
        assertThat(analysis.getDescription()).contains("lease = \"soon\" is not a duration");
        assertThat(analysis.getAction()).contains("30s");
    }

    @Test
    void anUnknownStoreStopsTheStartAndListsThoseThereAre() {
        assertThat(start(UnknownStore.class).getDescription())
                .contains("UnknownStore.pay()")
                .contains("'vault'")
                .contains("memory");
    }

    @Test
    void aTypeThatCannotBeRecordedStopsTheStart() {
        FailureAnalysis analysis = start(UnrecordableType.class);
        assertThat(analysis.getDescription())
                .contains("java.util.stream.Stream")
                .contains("cannot be recorded");
        assertThat(analysis.getAction()).contains("Return a value");
    }

    @Test
    void theAnalysisDoesNotRepeatTheRemedyInItsDescription() {
        FailureAnalysis analysis = start(NoKey.class);
        assertThat(analysis.getDescription()).doesNotContain(analysis.getAction());
    }

    private static FailureAnalysis start(Class<?> bean) {
        FailureAnalysis[] analysis = new FailureAnalysis[1];
        Apps.plain().withUserConfiguration(bean).run(context -> {
            assertThat(context).hasFailed();
            analysis[0] = Analyses.of(context.getStartupFailure());
        });
        return analysis[0];
    }

    static class FinalMethod {
        @Idempotent(key = "#id")
        public final String pay(String id) {
            return id;
        }
    }

    @SuppressWarnings("UnusedMethod")
    static class PrivateMethod {
        @Idempotent(key = "#id")
        private String pay(String id) {
            return id;
        }
    }

    static class NoKey {
        @Idempotent
        public String pay(String id) {
            return id;
        }
    }

    static class ContradictingDurations {
        @Idempotent(key = "#id", lease = "1h", retention = "1m")
        public String pay(String id) {
            return id;
        }
    }

    static class NoDuration {
        @Idempotent(key = "#id", lease = "soon")
        public String pay(String id) {
            return id;
        }
    }

    static class UnknownStore {
        @Idempotent(key = "#id", store = "vault")
        public String pay(String id) {
            return id;
        }
    }

    static class UnrecordableType {
        @Idempotent(key = "#id")
        public Stream<String> pay(String id) {
            return Stream.of(id);
        }
    }
}
