package io.github.idempotency.systemtests.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import redis.embedded.RedisExecProvider;

/** Executable Redis servers from jars. */
public final class RedisBinary {

    private static Path embedded;

    private RedisBinary() {}

    /** Redis 7.0; skips the test where there is none for this machine. */
    public static synchronized Path embedded() {
        if (embedded == null) {
            try {
                embedded = RedisExecProvider.defaultProvider().get().toPath();
            } catch (IOException | RuntimeException e) {
                Assumptions.abort("No embedded Redis for this machine: " + e);
            }
        }
        return embedded;
    }

    /** Redis 6.2, which the build unpacks from another jar; skips the test where it cannot run. */
    public static Path oldest() {
        String folder = System.getProperty("redis-6.folder");
        Assumptions.assumeTrue(folder != null, "No Redis 6: the system property redis-6.folder is missing");
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String suffix = (os.contains("mac") ? "-darwin" : "-linux") + (arm ? "-arm64" : "-amd64");
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            Path binary = files.filter(file -> file.getFileName().toString().startsWith("redis-server-6"))
                    .filter(file -> file.toString().endsWith(suffix))
                    .findFirst()
                    .orElseGet(() -> Assumptions.abort("No Redis 6 for " + suffix + " in " + folder));
            Assumptions.assumeTrue(binary.toFile().setExecutable(true), binary + " cannot be made executable");
            Assumptions.assumeTrue(runs(binary), "Redis 6 does not run here, probably a system library is missing");
            return binary;
        } catch (IOException e) {
            return Assumptions.abort("No Redis 6: " + e);
        }
    }

    private static boolean runs(Path binary) throws IOException {
        Process process = new ProcessBuilder(binary.toString(), "--version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return process.waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
