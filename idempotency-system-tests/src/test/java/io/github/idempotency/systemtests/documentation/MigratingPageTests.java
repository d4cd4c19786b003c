package io.github.idempotency.systemtests.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.documentation.Documents.Block;
import jakarta.servlet.Filter;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** The filter of {@code docs/migrating.md} answers what the former protection knows, its caller only, and nothing else. */
class MigratingPageTests {

    private static final String KEY = "8e03978e-40d5";

    private final JdbcClient jdbc = JdbcClient.create(
            new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", ""));

    @Test
    void theFormerAnswersGoOnToBeGiven(@TempDir Path classes) throws Exception {
        jdbc.sql("create table former_keys (client_key varchar(255), caller varchar(100), path varchar(200),"
                        + " status int, body varchar(1000))")
                .update();
        jdbc.sql("insert into former_keys values (?, 'alice', '/payments', 201, '{\"id\":\"1\"}')")
                .param(KEY)
                .update();
        CodeBlocksTests.compile(CodeBlocksTests.PRELUDE + block(), classes);
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            Constructor<?> constructor = loader.loadClass("FormerAnswers").getDeclaredConstructor(JdbcClient.class);
            constructor.setAccessible(true);
            Filter filter = (Filter) constructor.newInstance(jdbc);
            assertAnswered(filter);
            assertPassedOn(filter, KEY, "bob", "/payments");
            assertPassedOn(filter, KEY, "alice", "/refunds");
            assertPassedOn(filter, "another key", "alice", "/payments");
            assertPassedOn(filter, KEY, null, "/payments");
            assertPassedOn(filter, null, "alice", "/payments");
        }
    }

    private static void assertAnswered(Filter filter) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        MockFilterChain chain = new MockFilterChain();
        filter.doFilter(request(KEY, "alice", "/payments"), response, chain);
        assertThat(chain.getRequest()).isNull();
        assertThat(response.getStatus()).isEqualTo(201);
        assertThat(response.getContentAsString()).isEqualTo("{\"id\":\"1\"}");
    }

    private static void assertPassedOn(Filter filter, @Nullable String key, @Nullable String caller, String path)
            throws Exception {
        MockFilterChain chain = new MockFilterChain();
        filter.doFilter(request(key, caller, path), new MockHttpServletResponse(), chain);
        assertThat(chain.getRequest()).isNotNull();
    }

    private static MockHttpServletRequest request(@Nullable String key, @Nullable String caller, String path) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
        if (key != null) {
            request.addHeader("Idempotency-Key", key);
        }
        if (caller != null) {
            request.setUserPrincipal(() -> caller);
        }
        return request;
    }

    private static String block() {
        return Documents.blocks("java")
                .filter(block -> block.page().equals("migrating.md"))
                .map(Block::code)
                .filter(code -> code.contains("class FormerAnswers"))
                .findFirst()
                .orElseThrow();
    }
}
