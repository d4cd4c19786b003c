package io.github.idempotency.faults;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * The faults of a seed, in rounds: each holds every kind as often as {@link FaultKind#perRound} says, first once and then
 * the rest, in an order of its own. So even a short run meets every kind. Not thread-safe.
 */
final class Schedule {

    /**
     * One fault.
     *
     * @param app the number of the application process, also where the store is hit
     * @param millis how long it lasts
     * @param gapMillis how long after the one before it begins
     */
    record Fault(FaultKind kind, int app, int millis, int gapMillis) {}

    private final Set<FaultKind> kinds;
    private final int apps;
    private final int meanGapMillis;
    private final Random random;
    private final Deque<FaultKind> round = new ArrayDeque<>();

    /** @param meanGapMillis between the beginnings of two faults */
    Schedule(Set<FaultKind> kinds, int apps, int meanGapMillis, long seed) {
        this.kinds = kinds;
        this.apps = apps;
        this.meanGapMillis = meanGapMillis;
        this.random = new Random(seed);
    }

    Fault next() {
        if (round.isEmpty()) {
            addShuffled(kind -> 1);
            addShuffled(kind -> kind.perRound() - 1);
        }
        FaultKind kind = round.remove();
        int app = random.nextInt(apps);
        // Short ones are the rule.
        double fraction = random.nextDouble() * random.nextDouble();
        int gap = (int) (meanGapMillis * (0.5 + random.nextDouble()));
        return new Fault(kind, app, kind.millis(fraction), gap);
    }

    private void addShuffled(ToIntFunction<FaultKind> times) {
        List<FaultKind> all = new ArrayList<>();
        for (FaultKind kind : FaultKind.values()) {
            if (kinds.contains(kind)) {
                all.addAll(Collections.nCopies(times.applyAsInt(kind), kind));
            }
        }
        Collections.shuffle(all, random);
        round.addAll(all);
    }
}
