package io.github.idempotency.faults;

/** Threads that do not keep the process alive. */
final class Daemons {

    private Daemons() {}

    static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
