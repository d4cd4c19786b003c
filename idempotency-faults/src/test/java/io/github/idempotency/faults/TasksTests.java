package io.github.idempotency.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.faults.Tasks.Task;
import io.github.idempotency.faults.history.CallKey;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TasksTests {

    @Test
    void theSameSeedGivesTheSameKeysInTheSameOrder() {
        assertThat(keys(first(1_000, 7))).isEqualTo(keys(first(1_000, 7))).isNotEqualTo(keys(first(1_000, 8)));
    }

    @Test
    void keysComeSeveralTimesAndFromSeveralCallersAndWithOtherRequests() {
        List<Task> tasks = first(5_000, 7);
        Map<CallKey, Long> times =
                keys(tasks).stream().collect(Collectors.groupingBy(key -> key, Collectors.counting()));
        assertThat((double) tasks.size() / times.size()).isBetween(3.0, 6.0);
        assertThat(times.keySet().stream().map(CallKey::key).distinct().count()).isLessThan(times.size());
        assertThat(tasks).anyMatch(Task::anotherRequest);
    }

    @Test
    void manyKeysAreRememberedAndNotMore() {
        List<CallKey> keys = keys(first(150_000, 7));
        assertThat(keys.subList(149_000, 150_000)).doesNotContain(keys.get(0));
    }

    @Test
    void theRequestOfAKeyIsAlwaysTheSame() {
        assertThat(Bodies.of("p-17")).isEqualTo(Bodies.of("p-17")).isNotEqualTo(Bodies.another("p-17"));
    }

    private static List<Task> first(int count, long seed) {
        Tasks tasks = new Tasks(List.of("payments", "transfers"), seed);
        return Stream.generate(tasks::next).limit(count).toList();
    }

    private static List<CallKey> keys(List<Task> tasks) {
        return tasks.stream().map(task -> task.planned().key()).toList();
    }
}
