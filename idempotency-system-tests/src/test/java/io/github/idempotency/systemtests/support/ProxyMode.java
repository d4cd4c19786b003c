package io.github.idempotency.systemtests.support;

import java.time.Duration;

/** What a {@link TcpProxy} does at the moment; threads that hold something back wait here for a change. */
final class ProxyMode {

    enum Kind {
        PASS,
        DELAY_REPLIES,
        BLACKHOLE,
        DROP_REPLIES,
        RESET_ON_NEXT_REPLY
    }

    private Kind kind = Kind.PASS;
    private Duration delay = Duration.ZERO;

    synchronized void set(Kind newKind, Duration newDelay) {
        kind = newKind;
        delay = newDelay;
        notifyAll();
    }

    /** Blocks while nothing may pass. */
    synchronized Kind awaitDecision() throws InterruptedException {
        while (kind == Kind.BLACKHOLE) {
            wait();
        }
        return kind;
    }

    /** Like {@link #awaitDecision()}, for replies: they may be held up, and a reset happens once. */
    synchronized Kind awaitDecisionOnReply() throws InterruptedException {
        long due = System.nanoTime() + delay.toNanos();
        Kind decision = awaitDecision();
        for (long left = due - System.nanoTime();
                kind == Kind.DELAY_REPLIES && left > 0;
                left = due - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
        }
        if (decision == Kind.RESET_ON_NEXT_REPLY) {
            kind = Kind.PASS;
        }
        return decision;
    }
}
