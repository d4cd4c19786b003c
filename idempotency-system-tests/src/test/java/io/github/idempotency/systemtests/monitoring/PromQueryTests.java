package io.github.idempotency.systemtests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.idempotency.systemtests.monitoring.PromQuery.Condition;
import io.github.idempotency.systemtests.monitoring.PromQuery.Selector;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A check of queries is worth as much as the eye that reads them. */
class PromQueryTests {

    @Test
    void metricsLabelsAndGroupingsAreFound() {
        PromQuery query = PromQuery.parse("""
                histogram_quantile(0.99, sum by (le, job) (rate(a_bucket{failed="false", operation=~"x|.*"}[5m]))) > 0.1
                  or (max by (instance) (b) offset 15m) unless c{outcome!~"d"} / 3 >= 1""");

        assertThat(query.groupings()).containsExactlyInAnyOrder("le", "job", "instance");
        assertThat(query.selectors())
                .containsExactly(
                        new Selector(
                                "a_bucket",
                                List.of(
                                        new Condition("failed", "=", "false"),
                                        new Condition("operation", "=~", "x|.*"))),
                        new Selector("b", List.of()),
                        new Selector("c", List.of(new Condition("outcome", "!~", "d"))));
        assertThat(query.selectors().get(0).conditions().get(1).values()).containsExactly("x");
    }

    @Test
    void aStringIsNoMetric() {
        assertThat(PromQuery.parse("a{b=\"sum by (c) d\"}").selectors())
                .containsExactly(new Selector("a", List.of(new Condition("b", "=", "sum by (c) d"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1 > 0",
                "sum(a",
                "a)",
                "rat(a[5m])",
                "{failed=\"true\"}",
                "a{b=\"c\"",
                "sum by (b (a)",
                "a # b",
                "a == \"b\""
            })
    void whatIsNotUnderstoodIsAnError(String expression) {
        assertThatIllegalArgumentException().isThrownBy(() -> PromQuery.parse(expression));
    }
}
