package io.github.idempotency.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** POSIX signals to processes. */
final class Signals {

    private Signals() {}

    /** SIGSTOP: the processes stand still, and their sockets stay open. */
    static void stop(Collection<ProcessHandle> processes) throws IOException, InterruptedException {
        send("-STOP", processes);
    }

    /** SIGCONT. */
    static void resume(Collection<ProcessHandle> processes) throws IOException, InterruptedException {
        send("-CONT", processes);
    }

    /** SIGKILL, returning when they are gone. */
    static void kill(Collection<ProcessHandle> processes) throws IOException, InterruptedException {
        processes.forEach(ProcessHandle::destroyForcibly);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (processes.stream().anyMatch(ProcessHandle::isAlive)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("Processes survive SIGKILL: " + processes);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** Should this process end too early. */
    static void killAtTheLatestWith(Supplier<Collection<ProcessHandle>> processes) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> processes.get().forEach(ProcessHandle::destroyForcibly)));
    }

    /** Like {@link #kill}, for the end of everything. */
    static void killUninterrupted(Collection<ProcessHandle> processes) throws IOException {
        try {
            kill(processes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Those that have ended meanwhile are none of its business. */
    private static void send(String signal, Collection<ProcessHandle> processes)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        processes.stream().filter(ProcessHandle::isAlive).forEach(process -> command.add(Long.toString(process.pid())));
        if (command.size() == 2) {
            throw new IOException("There is nothing left to send " + signal + " to");
        }
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
