package io.github.idempotency.faults.history;

/** An application process that can be killed and frozen; it starts again at once. */
final class SimulatedProcess {

    final String name;
    private final SimulatedTime time;
    private final History history;
    private int life;
    private long frozenUntil;

    SimulatedProcess(String name, SimulatedTime time, History history) {
        this.name = name;
        this.time = time;
        this.history = history;
    }

    int life() {
        return life;
    }

    boolean frozen() {
        return frozenUntil > time.now();
    }

    void kill() {
        history.add(new Outage(name, "killed", time.now(), time.now()));
        life++;
        frozenUntil = 0;
    }

    void freeze(long nanos) {
        history.add(new Outage(name, "frozen", time.now(), time.now() + nanos));
        frozenUntil = Math.max(frozenUntil, time.now() + nanos);
    }

    /** Does this after that time, or when it is no longer frozen, or never if it is killed before. */
    void in(long nanos, Runnable action) {
        int born = life;
        time.in(nanos, () -> {
            if (born == life) {
                if (frozen()) {
                    in(frozenUntil - time.now() + time.between(0, 1), action);
                } else {
                    action.run();
                }
            }
        });
    }
}
