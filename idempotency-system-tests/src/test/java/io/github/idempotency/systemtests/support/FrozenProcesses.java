package io.github.idempotency.systemtests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Processes that were sent SIGSTOP; closing lets them run on. */
public final class FrozenProcesses implements AutoCloseable {

    private final List<ProcessHandle> processes;

    public FrozenProcesses(List<ProcessHandle> processes) {
        this.processes = processes;
        signal("-STOP");
    }

    @Override
    public void close() {
        signal("-CONT");
    }

    private void signal(String name) {
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
