package io.github.idempotency.systemtests.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.documentation.Documents.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the page about testing shows is not only compiled: it is cut out of tests that run. */
class TestingPageTests {

    static final String PAGE = "testing.md";

    private static final Path TESTS = Documents.root()
            .resolve("idempotency-system-tests/src/test/java/io/github/idempotency/systemtests/payments");

    static Stream<Block> blocks() {
        return Documents.blocks("java").filter(block -> block.page().equals(PAGE));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void everyBlockIsPartOfATestThatRuns(Block block) throws IOException {
        try (Stream<Path> tests = Files.list(TESTS)) {
            assertThat(tests)
                    .filteredOn(test -> test.toString().endsWith("Tests.java"))
                    .as("Tests with the lines of this block, in this order")
                    .anyMatch(test -> inOrder(lines(block.code()), lines(Documents.text(test))));
        }
    }

    @Test
    void aBlockOfAnotherOrderIsNoPartOfATest() {
        assertThat(inOrder(List.of("a", "c"), List.of("a", "b", "c"))).isTrue();
        assertThat(inOrder(List.of("c", "a"), List.of("a", "b", "c"))).isFalse();
    }

    /** Each line is looked for behind the one before. */
    private static boolean inOrder(List<String> shown, List<String> real) {
        Iterator<String> rest = real.iterator();
        return shown.stream().allMatch(line -> {
            while (rest.hasNext()) {
                if (rest.next().equals(line)) {
                    return true;
                }
            }
            return false;
        });
    }

    private static List<String> lines(String code) {
        return code.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
