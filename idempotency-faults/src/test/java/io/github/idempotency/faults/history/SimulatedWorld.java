package io.github.idempotency.faults.history;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Three processes, a store, and clients that repeat their calls while all of them break. A seed repeats it. */
final class SimulatedWorld {

    private static final int KEYS = 12;
    private static final int CLIENTS = 3;
    private static final int CALLS = 8;
    private static final int FAULTS = 6;
    private static final long GRACE = 500 * SimulatedTime.MILLI;

    private final SimulatedTime time;
    private final History history = new History();
    private final List<SimulatedProcess> processes;
    private final SimulatedStore store;
    private final SimulatedService service;
    private final Repeats repeats;

    private SimulatedWorld(long seed, Repeats repeats, @Nullable SimulatedFlaw flaw) {
        this.time = new SimulatedTime(seed);
        this.repeats = repeats;
        this.processes = List.of(
                new SimulatedProcess("a", time, history),
                new SimulatedProcess("b", time, history),
                new SimulatedProcess("c", time, history));
        this.store = new SimulatedStore(time, repeats != Repeats.NEVER, flaw);
        this.service = new SimulatedService(time, store, history, repeats, flaw);
    }

    static History history(long seed, Repeats repeats, @Nullable SimulatedFlaw flaw) {
        SimulatedWorld world = new SimulatedWorld(seed, repeats, flaw);
        world.run();
        return world.history;
    }

    static Rules rules(Repeats repeats) {
        return new Rules(
                Duration.ofNanos(SimulatedStore.LEASE), Duration.ofNanos(GRACE), Map.of(repeats.name(), repeats));
    }

    private void run() {
        for (int i = 0; i < FAULTS; i++) {
            time.in(time.between(0, 4_000), this::breakSomething);
        }
        for (int i = 0; i < KEYS; i++) {
            CallKey key = new CallKey(repeats.name(), "ada", "k-" + i);
            long start = time.between(0, 4_000);
            for (int client = 0; client < CLIENTS; client++) {
                time.in(start + time.between(0, 30), () -> call(key, CALLS, true));
            }
        }
        time.runToTheEnd();
        time.pass(SimulatedStore.LEASE + GRACE);
        history.closingRound(time.now());
        history.keys().forEach(key -> time.in(0, () -> close(key)));
        time.runToTheEnd();
    }

    /** Handlers fail now and then, also when all is whole again. */
    private void close(CallKey key) {
        call(key, 20, false);
    }

    private void call(CallKey key, int times, boolean breaking) {
        SimulatedProcess process = processes.get(time.pick(processes.size()));
        long sent = time.now();
        int life = process.life();
        AtomicBoolean open = new AtomicBoolean(true);
        Client client = answer -> {
            if (open.getAndSet(false)) {
                history.add(new Call(key, process.name, sent, time.now(), answer));
                boolean again = breaking || !(answer instanceof Answer.Success);
                if (again && times > 1 && !isHeld(answer)) {
                    time.in(time.between(5, 400), () -> call(key, times - 1, breaking));
                }
            }
        };
        boolean cut = breaking && time.chance(0.1);
        if (cut) {
            time.in(time.between(0, 60), () -> client.got(new Answer.None("cut")));
        }
        time.in(time.between(1_500, 2_500), () -> client.got(new Answer.None("timeout")));
        if (!cut || time.chance(0.7)) {
            process.in(
                    time.between(0, 3),
                    () -> service.arrives(
                            key, process, answer -> time.in(time.between(0, 2), () -> client.got(answer))));
        }
        time.in(time.between(100, 200), () -> {
            if (process.life() != life) {
                client.got(new Answer.None("reset"));
            }
        });
    }

    private interface Client {
        void got(Answer answer);
    }

    private static boolean isHeld(Answer answer) {
        return answer instanceof Answer.Refused refused && refused.held();
    }

    private void breakSomething() {
        SimulatedProcess victim = processes.get(time.pick(processes.size()));
        long howLong = time.between(50, 2_500);
        switch (time.pick(3)) {
            case 0 -> victim.kill();
            case 1 -> victim.freeze(howLong);
            default -> {
                history.add(new Outage(Outage.STORE, "away", time.now(), time.now() + howLong));
                store.goAway(howLong);
            }
        }
        store.listen();
        time.in(howLong, store::listen);
    }
}
