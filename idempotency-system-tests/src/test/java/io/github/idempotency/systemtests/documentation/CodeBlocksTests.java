package io.github.idempotency.systemtests.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.documentation.Documents.Block;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodeBlocksTests {

    /** Languages with a test of their own, here or beside. */
    private static final List<String> TESTED = List.of("java", "yaml", "xml", "shell", "http", "sql");

    /** What readers have around the code they see. */
    static final String PRELUDE = """
            import io.github.idempotency.*;
            import io.github.idempotency.spring.*;
            import io.github.idempotency.spring.event.*;
            import io.github.idempotency.spring.observation.*;
            import io.github.idempotency.spring.template.*;
            import io.github.idempotency.store.*;
            import io.github.idempotency.store.memory.*;
            import io.github.idempotency.test.*;
            import io.github.idempotency.web.http.*;
            import io.github.idempotency.web.servlet.*;
            import io.micrometer.common.*;
            import jakarta.servlet.*;
            import jakarta.servlet.http.*;
            import java.io.*;
            import java.math.*;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            import org.springframework.boot.*;
            import org.springframework.boot.autoconfigure.*;
            import org.springframework.context.annotation.*;
            import org.springframework.context.event.EventListener;
            import org.springframework.dao.*;
            import org.springframework.data.redis.core.*;
            import org.springframework.http.*;
            import org.springframework.jdbc.core.simple.*;
            import org.springframework.security.config.*;
            import org.springframework.security.config.annotation.web.builders.*;
            import org.springframework.security.web.*;
            import org.springframework.stereotype.*;
            import org.springframework.web.bind.annotation.*;
            import org.springframework.web.filter.*;
            record Order(String id) {}
            record Invoice(String number, String orderId) {}
            record Receipt(String number) {}
            record Payment(String id) {}
            record PaymentRequest(String reference, BigDecimal amount) {}
            interface PaymentGateway { Receipt charge(Order order); }
            interface PaymentService { Payment charge(PaymentRequest request); }
            """;

    @TempDir
    private Path output;

    /** Without those that are cut out of whole tests, see {@link TestingPageTests}. */
    static Stream<Block> javaBlocks() {
        return Documents.blocks("java").filter(block -> !block.page().equals(TestingPageTests.PAGE));
    }

    @ParameterizedTest
    @MethodSource("javaBlocks")
    void everyJavaBlockCompiles(Block block) throws Exception {
        compile(PRELUDE + block.code(), output);
    }

    @Test
    void everyBlockIsOfALanguageThatIsTested() {
        assertThat(Documents.blocks())
                .isNotEmpty()
                .allSatisfy(block ->
                        assertThat(block.language()).as(block.toString()).isIn(TESTED));
    }

    @Test
    void theDependencyIsThisProject() {
        assertThat(Documents.blocks("xml"))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(block.code())
                        .contains("<groupId>io.github.idempotency</groupId>")
                        .containsAnyOf(
                                "<artifactId>idempotency-spring-boot-starter</artifactId>",
                                "<artifactId>idempotency-test</artifactId>")
                        .contains("<version>" + projectVersion() + "</version>"));
    }

    private static String projectVersion() {
        String pom = Documents.text(Documents.root().resolve("pom.xml"));
        int start = pom.indexOf("<version>") + "<version>".length();
        return pom.substring(start, pom.indexOf("</version>", start));
    }

    /** Compiles what readers would have in one file. */
    static void compile(String code, Path output) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, null, null)) {
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(output));
            boolean compiled = compiler.getTask(
                            null, files, problems, List.of("-parameters", "-proc:none"), null, List.of(source(code)))
                    .call();
            assertThat(compiled)
                    .as(() -> problems.getDiagnostics().stream()
                            .map(Object::toString)
                            .collect(Collectors.joining("\n")))
                    .isTrue();
        }
    }

    private static JavaFileObject source(String code) {
        return new SimpleJavaFileObject(URI.create("string:///Shown.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return code;
            }
        };
    }
}
