package io.github.idempotency.systemtests.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.support.FrozenProcesses;
import io.github.idempotency.systemtests.support.JdbcTestServer;
import io.github.idempotency.systemtests.support.PostgresTestServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders of three steps (a foreign call, a debit in our database, a foreign call), one for each point to interrupt them. */
class StepsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** How many points further an order gets before it is interrupted again. */
    private static final int STRIDE = 4;

    private static final List<Point> POINTS = List.of(Point.values());

    private final JdbcTestServer server = PostgresTestServer.shared();
    private final String table = "steps_" + UUID.randomUUID().toString().replace('-', '_');
    private final Books books = new Books(table, server.unpooled());
    private final Map<String, Set<String>> answers = new HashMap<>();

    @BeforeEach
    void create() {
        books.create();
    }

    @Test
    void killedAnywhereAnOrderGoesOnWhereItEndedAndNothingHappensTwice() throws Exception {
        for (int round = 0; round * STRIDE < POINTS.size() + STRIDE; round++) {
            Map<String, String> points = points(round);
            try (OrdererProcess process = new OrdererProcess(server, table, points)) {
                await(
                        process,
                        () -> process.reached().size() + process.answers().size() == points.size());
                process.kill();
                collect(process.answers());
            }
        }

        assertEverythingHappenedOnce();
        for (Point first : POINTS) {
            for (String step : Set.of("reserve", "debit", "ship")) {
                assertThat(books.runs(first.name(), step))
                        .as("runs of %s of the order that was first interrupted at %s", step, first)
                        .isEqualTo(1 + interruptions(first, step));
            }
        }
    }

    /** Where each order is interrupted in a round; an order is called by the first of its points. */
    private static Map<String, String> points(int round) {
        Map<String, String> points = new TreeMap<>();
        for (Point first : POINTS) {
            int point = POINTS.indexOf(first) + round * STRIDE;
            points.put(first.name(), point < POINTS.size() ? POINTS.get(point).name() : "");
        }
        return points;
    }

    private static int interruptions(Point first, String step) {
        int interruptions = 0;
        for (int point = POINTS.indexOf(first); point < POINTS.size(); point += STRIDE) {
            if (POINTS.get(point).step().equals(step)) {
                interruptions++;
            }
        }
        return interruptions;
    }

    @Test
    void aFrozenOwnerAndTheNextOneDoNothingTwiceBetweenThem() throws Exception {
        Map<String, String> points = points(0);
        Map<String, String> through = points(POINTS.size());
        // A frozen process keeps its transactions open: until it comes back, nobody else gets to the debit.
        int halted = (int) points.keySet().stream()
                .filter(order -> Point.valueOf(order).step().equals("debit"))
                .count();
        try (OrdererProcess former = new OrdererProcess(server, table, points)) {
            await(former, () -> former.reached().size() == points.size());
            FrozenProcesses frozen = former.freeze();
            try (OrdererProcess next = new OrdererProcess(server, table, through)) {
                await(next, () -> next.answers().size() == points.size() - halted);
                former.goOn();
                frozen.close();
                await(next, () -> next.answers().size() == points.size());
                await(former, () -> former.answers().size() == points.size());
                collect(next.answers());
                collect(former.answers());
            } finally {
                frozen.close();
            }
        }

        assertEverythingHappenedOnce();
        assertThat(points.keySet())
                .allSatisfy(order -> assertThat(books.runs(order, "debit")).isEqualTo(1));
    }

    private void await(OrdererProcess process, BooleanSupplier condition) {
        Awaitility.await("the orders of " + table)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    assertThat(process.isAlive()).as("the process lives").isTrue();
                    return condition.getAsBoolean();
                });
    }

    private void collect(Map<String, String> given) {
        given.forEach((order, answer) ->
                answers.computeIfAbsent(order, name -> new HashSet<>()).add(answer));
    }

    private void assertEverythingHappenedOnce() {
        assertThat(answers).hasSize(POINTS.size());
        answers.forEach((order, given) -> {
            assertThat(given).as("answers of %s", order).hasSize(1);
            assertThat(books.foreignEffects(order)).as(order).containsExactly("reserve", "ship");
            assertThat(books.debits(order)).as(order).isEqualTo(1);
        });
    }
}
