package io.github.idempotency.systemtests.steps;

import io.github.idempotency.systemtests.support.FrozenProcesses;
import io.github.idempotency.systemtests.support.JdbcTestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** An {@link Orderer} in a process of its own. */
final class OrdererProcess implements AutoCloseable {

    private final Process process;
    private final Set<String> reached = ConcurrentHashMap.newKeySet();
    private final Map<String, String> answers = new ConcurrentHashMap<>();

    /** @param points by order; an empty text lets the order run through */
    OrdererProcess(JdbcTestServer server, String books, Map<String, String> points) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Orderer.class.getName(),
                server.url(),
                server.user(),
                server.password(),
                books));
        points.forEach((order, point) -> command.add(order + "=" + point));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread reader = new Thread(this::read, "orderer-output");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", -1);
                if (words[0].equals("reached")) {
                    reached.add(words[1]);
                } else if (words[0].equals("answered")) {
                    answers.put(words[1], words[2]);
                }
            }
        } catch (IOException e) {
            // The process was killed.
        }
    }

    Set<String> reached() {
        return reached;
    }

    Map<String, String> answers() {
        return answers;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Lets the orders go on that stand still at their points. */
    void goOn() {
        try {
            OutputStream input = process.getOutputStream();
            input.write('\n');
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FrozenProcesses freeze() {
        return new FrozenProcesses(List.of(process.toHandle()));
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The process survived SIGKILL");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
