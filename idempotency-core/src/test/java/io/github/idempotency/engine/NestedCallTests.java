package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.idempotency.NestedCallException;
import io.github.idempotency.Rejection;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

// A scope is there to be closed, not to be looked at.
@SuppressWarnings("try")
class NestedCallTests {

    private final Stage stage = Stage.open();

    @AfterEach
    void close() {
        stage.close();
        assertThat(Execution.current()).as("left inside").isNull();
    }

    @Test
    void aCallInsideItselfIsAnErrorAndNotADeadlock() {
        Execution outer = stage.run(TestCall.of("secret-key"));
        try (Execution.Scope scope = outer.enter()) {
            assertThatExceptionOfType(NestedCallException.class)
                    .isThrownBy(
                            () -> stage.engine.admit(TestCall.of("secret-key").build()))
                    .withMessageContaining("orders.create")
                    .withMessageNotContaining("secret-key");
        }
        assertThat(outer.complete(Stage.answer("outer"))).isEqualTo(Ending.RECORDED);
    }

    @Test
    void itIsAnErrorAtAnyDepth() {
        try (Execution.Scope outer = stage.run(TestCall.of("a")).enter();
                Execution.Scope inner = stage.run(TestCall.of("b")).enter()) {
            assertThatExceptionOfType(NestedCallException.class)
                    .isThrownBy(() -> stage.engine.admit(TestCall.of("a").build()));
            assertThatExceptionOfType(NestedCallException.class)
                    .isThrownBy(() -> stage.engine.admit(TestCall.of("b").build()));
        }
    }

    @Test
    void aCallInsideAnotherHasALifeOfItsOwn() {
        Execution outer = stage.run(TestCall.of("outer"));
        try (Execution.Scope outerScope = outer.enter()) {
            Execution inner = stage.run(TestCall.of("inner"));
            try (Execution.Scope innerScope = inner.enter()) {
                assertThat(Execution.current()).isSameAs(inner);
            }
            assertThat(inner.complete(Stage.answer("inner"))).isEqualTo(Ending.RECORDED);
            assertThat(Execution.current()).isSameAs(outer);
            assertThat(stage.replay(TestCall.of("inner"))).isEqualTo(Stage.answer("inner"));
        }
        assertThat(outer.release()).isEqualTo(Ending.RELEASED);
        assertThat(stage.replay(TestCall.of("inner"))).isEqualTo(Stage.answer("inner"));
    }

    @Test
    void anExceptionLeavesNoTrace() {
        Execution execution = stage.run(TestCall.of("k"));
        assertThatIllegalStateException().isThrownBy(() -> {
            try (Execution.Scope scope = execution.enter()) {
                throw new IllegalStateException("user code failed");
            }
        });
        execution.release();

        assertThat(Execution.current()).isNull();
        assertThat(stage.run(TestCall.of("k")).attempt()).isEqualTo(1);
    }

    @Test
    void scopesClosedTwiceOrInTheWrongOrderLeaveNoTraceEither() {
        Execution outer = stage.run(TestCall.of("outer"));
        Execution inner = stage.run(TestCall.of("inner"));
        Execution.Scope outerScope = outer.enter();
        Execution.Scope innerScope = inner.enter();

        outerScope.close();
        assertThat(Execution.current()).isSameAs(inner);
        outerScope.close();
        assertThat(Execution.current()).isSameAs(inner);
        innerScope.close();

        assertThat(Execution.current()).isNull();
        assertThat(stage.rejection(TestCall.of("outer"))).isEqualTo(Rejection.IN_PROGRESS);
    }

    @Test
    void oneExecutionMayBeEnteredAgainAsAnAsynchronousDispatchDoes() {
        Execution execution = stage.run(TestCall.of("k"));
        try (Execution.Scope first = execution.enter()) {
            try (Execution.Scope again = execution.enter()) {
                assertThat(Execution.current()).isSameAs(execution);
            }
            assertThat(Execution.current()).isSameAs(execution);
        }
    }

    @Test
    void anotherThreadIsNotInside() {
        try (Execution.Scope scope = stage.run(TestCall.of("k")).enter()) {
            Rejection elsewhere = CompletableFuture.supplyAsync(() -> stage.rejection(TestCall.of("k")))
                    .join();

            assertThat(elsewhere).isEqualTo(Rejection.IN_PROGRESS);
        }
    }
}
