package io.github.idempotency.systemtests.support;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

/** A MySQL server taken out of a test library's jar, which brings the program but not all of the libraries it needs. */
final class MySqlDistribution {

    private static final String ARCHIVE = "/mysql-Linux-amd64.tar.gz";

    private final Path folder;
    private final int port;

    private MySqlDistribution(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    static MySqlDistribution unpacked() throws IOException, InterruptedException {
        if (!"Linux".equals(System.getProperty("os.name")) || !"amd64".equals(System.getProperty("os.arch"))) {
            throw new IllegalStateException("there is a MySQL program for Linux on amd64 only");
        }
        Path folder = Files.createTempDirectory("mysql");
        Path archive = folder.resolve("mysql.tar.gz");
        try (InputStream stream = MySqlDistribution.class.getResourceAsStream(ARCHIVE)) {
            if (stream == null) {
                throw new IllegalStateException("no MySQL program on the classpath");
            }
            Files.copy(stream, archive);
        }
        run(folder, "tar", "-xzf", archive.toString(), "-C", folder.toString());
        Files.delete(archive);
        String libraries = run(folder, "ldd", folder.resolve("bin/mysqld").toString());
        if (libraries.contains("not found")) {
            FileSystemUtils.deleteRecursively(folder);
            throw new IllegalStateException("MySQL lacks system libraries (on Debian: libaio1, libnuma1): "
                    + libraries
                            .lines()
                            .filter(line -> line.contains("not found"))
                            .map(String::strip)
                            .toList());
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new MySqlDistribution(folder, socket.getLocalPort());
        }
    }

    int port() {
        return port;
    }

    Process start() throws IOException, InterruptedException {
        run(folder, command("--initialize-insecure").toArray(String[]::new));
        List<String> command = command(
                "--skip-ssl",
                "--skip-mysqlx",
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=" + folder.resolve("socket"),
                "--innodb-flush-method=nosync",
                "--innodb-flush-log-at-trx-commit=0");
        Process server = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(server)));
        return server;
    }

    void awaitReady(DataSource dataSource) {
        Awaitility.await("MySQL accepts connections")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> accepts(dataSource));
    }

    private static boolean accepts(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid(1);
        }
    }

    private List<String> command(String... options) {
        List<String> command = new ArrayList<>(List.of(
                folder.resolve("bin/mysqld").toString(),
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--basedir=" + folder,
                "--lc_messages_dir=" + folder.resolve("share"),
                "--datadir=" + folder.resolve("data")));
        command.addAll(List.of(options));
        return command;
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException(command[0] + " did not end");
        }
        String text = Files.readString(output);
        if (process.exitValue() != 0) {
            throw new IllegalStateException(command[0] + " failed: " + text);
        }
        return text;
    }

    private void remove(Process server) {
        server.destroyForcibly().onExit().join();
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            // The operating system empties its temporary folder.
        }
    }
}
