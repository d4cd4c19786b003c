package io.github.idempotency.systemtests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;

/** Processes stopped in their tracks (SIGSTOP); closing lets them run on (SIGCONT). */
public final class FrozenProcesses implements AutoCloseable {

    private final List<ProcessHandle> processes;

    public FrozenProcesses(List<ProcessHandle> processes) {
        this.processes = processes;
        freeze(processes);
    }

    @Override
    public void close() {
        thaw(processes);
    }

    public static void freeze(Collection<ProcessHandle> processes) {
        signal("-STOP", processes);
    }

    public static void thaw(Collection<ProcessHandle> processes) {
        signal("-CONT", processes);
    }

    private static void signal(String name, Collection<ProcessHandle> processes) {
        for (ProcessHandle process : processes) {
            try {
                new ProcessBuilder("kill", name, Long.toString(process.pid()))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while sending " + name, e);
            }
        }
    }
}
