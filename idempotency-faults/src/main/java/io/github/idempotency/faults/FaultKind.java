package io.github.idempotency.faults;

/** Everything that can be broken, how often in a round, and for how long. */
enum FaultKind {
    /** SIGKILL of an application process, which is then started again. */
    KILL_APP(3, 0, 0),
    /** SIGSTOP of an application process for longer than a lease. */
    FREEZE_APP(3, 3_000, 5_000),
    /** SIGSTOP of an application process, as long as a garbage collection may take. */
    PAUSE_APP(6, 100, 900),
    /** SIGKILL of all the store's processes, which is then started again with its data. */
    KILL_STORE(3, 0, 0),
    /** SIGSTOP of all the store's processes. */
    PAUSE_STORE(4, 300, 3_000),
    /** Connections to the store are cut before it sees the request. */
    CUT_BEFORE(5, 200, 500),
    /** Connections to the store are cut when it has acted, and its reply is lost. */
    CUT_AFTER(5, 200, 500),
    /** Every reply of the store is held up by a part of the duration. */
    DELAY_REPLIES(4, 500, 2_500),
    /** Nothing gets through between an application process and the store. */
    BLACK_HOLE(3, 500, 2_500),
    /** All connections between an application process and the store are cut, and new ones at once. */
    REFUSE(3, 300, 1_500),
    /** The store's connections, or its time, are all taken. */
    EXHAUST(3, 500, 1_200),
    /** The store refuses writes. */
    READ_ONLY(3, 500, 1_500),
    /** The store has no room for writes; only where that can be provoked. */
    FULL(2, 500, 1_500);

    private final int perRound;
    private final int shortestMillis;
    private final int longestMillis;

    FaultKind(int perRound, int shortestMillis, int longestMillis) {
        this.perRound = perRound;
        this.shortestMillis = shortestMillis;
        this.longestMillis = longestMillis;
    }

    int perRound() {
        return perRound;
    }

    /** @param fraction from 0 to 1 */
    int millis(double fraction) {
        return (int) (shortestMillis + fraction * (longestMillis - shortestMillis));
    }

    /** Whether it hits the store itself, and with it every application process. */
    boolean hitsStore() {
        return switch (this) {
            case KILL_STORE, PAUSE_STORE, READ_ONLY, FULL -> true;
            default -> false;
        };
    }

    /** Whether it hits what is between an application process and the store. */
    boolean hitsNetwork() {
        return switch (this) {
            case CUT_BEFORE, CUT_AFTER, DELAY_REPLIES, BLACK_HOLE, REFUSE -> true;
            default -> false;
        };
    }
}
