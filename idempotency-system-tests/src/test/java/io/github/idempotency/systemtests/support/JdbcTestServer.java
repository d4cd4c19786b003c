package io.github.idempotency.systemtests.support;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database server that runs for as long as the tests do. */
public final class JdbcTestServer {

    private final String url;
    private final String user;
    private final String password;
    private final Supplier<Stream<ProcessHandle>> processes;

    /** @param processes all of the server's processes on this machine; none if it runs elsewhere */
    JdbcTestServer(String url, String user, String password, Supplier<Stream<ProcessHandle>> processes) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.processes = processes;
    }

    /** A server somebody else has started; user and password, if any, are parameters of the address. */
    static JdbcTestServer at(String url) {
        return new JdbcTestServer(url, "", "", Stream::empty);
    }

    public String url() {
        return url;
    }

    /** The address with further parameters of the driver, {@code name=value}. */
    public String url(String... parameters) {
        String start = url.contains("?") ? "&" : "?";
        return parameters.length == 0 ? url : url + start + String.join("&", parameters);
    }

    /** Empty if the address says it. */
    public String user() {
        return user;
    }

    public String password() {
        return password;
    }

    /** Where the server listens, as the address says. */
    public String host() {
        return location().getHost();
    }

    public int port() {
        return location().getPort();
    }

    private URI location() {
        return URI.create(url.substring("jdbc:".length()));
    }

    /** The address of something on this machine that stands in front of the server, or of nothing at all. */
    public String urlAt(int port, String... parameters) {
        return url(parameters).replaceFirst("//[^/]*/", "//127.0.0.1:" + port + "/");
    }

    /** Opens a connection whenever asked. */
    public DataSource unpooled(String... parameters) {
        return unpooled(url(parameters));
    }

    /** Opens a connection to another port whenever asked. */
    public DataSource unpooledAt(int port, String... parameters) {
        return unpooled(urlAt(port, parameters));
    }

    /** Opens a connection to another database of the server whenever asked. */
    public DataSource unpooledIn(String database) {
        return unpooled(url.replaceFirst("(//[^/]*/)[^?]*", "$1" + database));
    }

    private DataSource unpooled(String address) {
        DriverManagerDataSource dataSource = new DriverManagerDataSource(address);
        if (!user.isEmpty()) {
            dataSource.setUsername(user);
            dataSource.setPassword(password);
        }
        return dataSource;
    }

    /** A pool of the given size, as Spring Boot would set it up; to be closed. */
    public HikariDataSource pool(int size, String... parameters) {
        return new HikariDataSource(poolConfig(size, url(parameters)));
    }

    public HikariConfig poolConfig(int size, String address) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address);
        if (!user.isEmpty()) {
            config.setUsername(user);
            config.setPassword(password);
        }
        config.setMaximumPoolSize(size);
        return config;
    }

    /** What is done while the server is frozen. */
    public interface Scene {
        void play() throws Exception;
    }

    /** Stops the server in its tracks meanwhile: it keeps its sockets and answers nothing. Skips where it cannot. */
    public void whileFrozen(Scene scene) throws Exception {
        Set<ProcessHandle> all = new LinkedHashSet<>();
        try {
            // One that is being born meanwhile would answer.
            while (all.addAll(processes.get().toList())) {
                FrozenProcesses.freeze(all);
            }
            Assumptions.assumeFalse(all.isEmpty(), "The server does not run on this machine and cannot be frozen");
            scene.play();
        } finally {
            FrozenProcesses.thaw(all);
        }
    }
}
