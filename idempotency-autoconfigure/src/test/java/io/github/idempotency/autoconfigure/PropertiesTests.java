package io.github.idempotency.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.TransactionMode;
import io.github.idempotency.WhenAbandoned;
import io.github.idempotency.WhenFails;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.autoconfigure.support.Analyses;
import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.engine.CallPolicy;
import io.github.idempotency.engine.EngineSettings;
import io.github.idempotency.spring.operation.OperationDefaults;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class PropertiesTests {

    private final ApplicationContextRunner app = Apps.plain();

    @Test
    void theDefaultsAreTheSafeOnes() {
        app.run(context -> {
            assertThat(context.getBean(OperationDefaults.class))
                    .isEqualTo(new OperationDefaults(
                            new CallPolicy(
                                    Duration.ofSeconds(15),
                                    Duration.ofHours(24),
                                    WhenInProgress.REJECT,
                                    Duration.ofSeconds(10),
                                    WhenAbandoned.REEXECUTE,
                                    WhenStoreFails.REFUSE,
                                    WhenFails.RELEASE,
                                    TransactionMode.SEPARATE),
                            true,
                            ""));
            assertThat(context.getBean(EngineSettings.class)).isEqualTo(EngineSettings.DEFAULTS);
        });
    }

    @Test
    void everyPropertyArrives() {
        app.withUserConfiguration(TemplateTransactionTests.Jdbc.class, TemplateTransactionTests.Transactions.class)
                .withPropertyValues(
                        "idempotency.namespace=shop",
                        "idempotency.required=false",
                        "idempotency.lease=7s",
                        "idempotency.retention=3d",
                        "idempotency.when-in-progress=wait",
                        "idempotency.max-wait=4s",
                        "idempotency.when-abandoned=hold",
                        "idempotency.when-store-fails=proceed",
                        "idempotency.when-fails=store",
                        "idempotency.transaction=same",
                        "idempotency.store-timeout=500ms",
                        "idempotency.heartbeat-limit=1h",
                        "idempotency.max-waiters=3",
                        "idempotency.max-pending-completions=5",
                        "idempotency.compress-above=2KB")
                .run(context -> {
                    assertThat(context.getBean(OperationDefaults.class))
                            .isEqualTo(new OperationDefaults(
                                    new CallPolicy(
                                            Duration.ofSeconds(7),
                                            Duration.ofDays(3),
                                            WhenInProgress.WAIT,
                                            Duration.ofSeconds(4),
                                            WhenAbandoned.HOLD,
                                            WhenStoreFails.PROCEED,
                                            WhenFails.STORE,
                                            TransactionMode.SAME),
                                    false,
                                    "shop"));
                    assertThat(context.getBean(EngineSettings.class))
                            .isEqualTo(new EngineSettings(Duration.ofMillis(500), Duration.ofHours(1), 3, 5, 2048));
                });
    }

    @Test
    void theNamespaceIsTheApplicationsNameUnlessThereIsAnother() {
        app.withPropertyValues("spring.application.name=orders")
                .run(context -> assertThat(
                                context.getBean(OperationDefaults.class).namespace())
                        .isEqualTo("orders"));
        app.withPropertyValues("spring.application.name=orders", "idempotency.namespace=")
                .run(context -> assertThat(
                                context.getBean(OperationDefaults.class).namespace())
                        .isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "idempotency.lease,                    50ms, at least 100ms",
        "idempotency.retention,                5s,   not be shorter than 'idempotency.lease'",
        "idempotency.max-wait,                 -1s,  must not be negative",
        "idempotency.store-timeout,            0s,   longer than 0",
        "idempotency.heartbeat-limit,          5s,   not be shorter than 'idempotency.lease'",
        "idempotency.max-waiters,              -1,   must not be negative",
        "idempotency.max-pending-completions,  -1,   must not be negative",
        "idempotency.compress-above,           -1B,  must not be negative",
        "idempotency.memory.max-records,       0,    at least 1",
        "idempotency.memory.max-bytes,         0B,   at least 1B"
    })
    void aValueThatContradictsItselfOrOthersStopsTheStart(String property, String value, String reason) {
        app.withPropertyValues(property + "=" + value).run(context -> {
            assertThat(context).hasFailed();
            FailureAnalysis analysis = Analyses.of(context.getStartupFailure());
            assertThat(analysis.getDescription()).contains("'" + property + "'").contains(reason);
        });
    }

    @Test
    void waitingForNoTimeAtAllStopsTheStart() {
        app.withPropertyValues("idempotency.when-in-progress=wait", "idempotency.max-wait=0s")
                .run(context -> assertThat(
                                Analyses.of(context.getStartupFailure()).getDescription())
                        .contains("'idempotency.max-wait'")
                        .contains("'idempotency.when-in-progress' is 'wait'"));
    }

    @Test
    void aWordThatIsNoneOfTheChoicesStopsTheStartAndListsThem() {
        app.withPropertyValues("idempotency.when-fails=forget")
                .run(context -> assertThat(
                                Analyses.of(context.getStartupFailure()).getDescription())
                        .contains("idempotency.when-fails")
                        .contains("forget"));
    }
}
