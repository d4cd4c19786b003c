package io.github.idempotency.faults;

import io.github.idempotency.faults.history.CallKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * What clients are to send, in the order of a seed: new keys, some of them by several clients at once, and keys that are
 * sent once more after a moment or much later, some of them by another caller or with another request. Thread-safe.
 */
final class Tasks {

    /** A key with what is known about it. */
    static final class Planned {

        private final CallKey key;
        private volatile boolean answered;

        Planned(CallKey key) {
            this.key = key;
        }

        CallKey key() {
            return key;
        }

        /** Notes that it was answered with success. */
        void answered() {
            answered = true;
        }

        boolean isAnswered() {
            return answered;
        }
    }

    /**
     * One key, to be sent until it has a final answer.
     *
     * @param anotherRequest whether the key is to come with another request, which it may once it is answered
     * @param seed of all that the client decides on the way
     */
    record Task(Planned planned, boolean anotherRequest, long seed) {}

    private static final String[] CALLERS = {"ada", "ben", "cleo", "dan"};
    private static final int REMEMBERED = 20_000;
    private static final int RECENT = 60;

    private final List<String> operations;
    private final Random random;
    private final Deque<Task> ready = new ArrayDeque<>();
    private final List<Planned> known = new ArrayList<>();
    private int keys;
    private int newest;

    Tasks(List<String> operations, long seed) {
        this.operations = operations;
        this.random = new Random(seed);
    }

    synchronized Task next() {
        if (ready.isEmpty()) {
            plan();
        }
        return ready.remove();
    }

    private void plan() {
        String operation = operations.get(random.nextInt(operations.size()));
        String key = operation.charAt(0) + "-" + keys++;
        int caller = random.nextInt(CALLERS.length);
        sendAtOnce(new Planned(new CallKey(operation, CALLERS[caller], key)));
        if (random.nextInt(20) == 0) {
            String another = CALLERS[(caller + 1) % CALLERS.length];
            sendAtOnce(new Planned(new CallKey(operation, another, key)));
        }
        for (int i = 0; i < 3; i++) {
            boolean recent = random.nextInt(3) > 0;
            int back = 1 + random.nextInt(recent ? Math.min(RECENT, known.size()) : known.size());
            add(known.get(Math.floorMod(newest - back, known.size())), random.nextInt(60) == 0);
        }
    }

    private void sendAtOnce(Planned planned) {
        if (known.size() < REMEMBERED) {
            known.add(planned);
        } else {
            known.set(newest % REMEMBERED, planned);
        }
        newest++;
        int kind = random.nextInt(10);
        int copies = kind == 0 ? 3 : kind < 3 ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            add(planned, false);
        }
    }

    private void add(Planned planned, boolean anotherRequest) {
        ready.add(new Task(planned, anotherRequest, random.nextLong()));
    }
}
