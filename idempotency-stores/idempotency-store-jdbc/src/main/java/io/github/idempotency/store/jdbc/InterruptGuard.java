package io.github.idempotency.store.jdbc;

/** Interrupts a thread that waits too long, but never once it has stopped waiting. */
final class InterruptGuard implements Runnable {

    private final Thread thread;
    private boolean armed = true;
    private boolean fired;

    /** @param thread whose wait ends when this guard is run before it is disarmed */
    InterruptGuard(Thread thread) {
        this.thread = thread;
    }

    @Override
    public synchronized void run() {
        if (armed) {
            fired = true;
            thread.interrupt();
        }
    }

    /** Called by the guarded thread. @return whether it has been interrupted by this guard */
    synchronized boolean disarm() {
        armed = false;
        return fired;
    }
}
