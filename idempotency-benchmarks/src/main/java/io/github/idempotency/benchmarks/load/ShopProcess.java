package io.github.idempotency.benchmarks.load;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One variant of the shop in a process of its own, started as this process was. */
final class ShopProcess implements AutoCloseable {

    private static final int START_SECONDS = 90;
    private static final String MAIN = "io.github.idempotency.benchmarks.load.shop.ShopUnderLoad";

    private final Process process;
    private final Target target;

    private ShopProcess(Process process, Target target) {
        this.process = process;
        this.target = target;
    }

    /** @param arguments Spring Boot's, among them the profiles */
    static ShopProcess start(String name, String java, List<String> arguments) throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        List<String> command = new ArrayList<>(List.of(
                java,
                "-Xms512m",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                MAIN,
                "--server.address=127.0.0.1",
                "--server.port=" + port));
        command.addAll(arguments);
        File log = Files.createDirectories(Path.of("target", "load"))
                .resolve(name + ".log")
                .toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        URI address = URI.create("http://127.0.0.1:" + port);
        ShopProcess shop = new ShopProcess(process, new Target(name, address, process.toHandle()));
        shop.awaitStart(log);
        return shop;
    }

    Target target() {
        return target;
    }

    private void awaitStart(File log) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try {
                target.executions();
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    close();
                    throw new IOException("The application did not start, see " + log, e);
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            process.destroyForcibly();
        }
    }
}
