package io.github.idempotency.systemtests.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.test.slice.IdempotencyTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.util.ClassUtils;

/** The test module knows auto-configurations by name only. */
class SliceImportsTests {

    private static final String OWN = "io.github.idempotency.";

    @Test
    void everyAutoConfigurationOfOursExists() throws IOException {
        List<String> all = ImportCandidates.load(AutoConfiguration.class, null).getCandidates();

        assertThat(names())
                .filteredOn(name -> name.startsWith(OWN))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(name -> assertThat(all).contains(name));
    }

    /** Of the two homes of one that moved, the one in this version of Spring Boot. */
    @Test
    void everyAutoConfigurationOfSpringBootExistsInOneOfItsHomes() throws IOException {
        Set<String> present = names().stream()
                .filter(name -> ClassUtils.isPresent(name, null))
                .map(ClassUtils::getShortName)
                .collect(Collectors.toSet());

        assertThat(names())
                .extracting(ClassUtils::getShortName)
                .filteredOn(name -> !name.equals("Jackson2AutoConfiguration"))
                .allSatisfy(name -> assertThat(present).contains(name));
    }

    private static List<String> names() throws IOException {
        String file = "META-INF/spring/" + IdempotencyTest.class.getName() + ".imports";
        try (InputStream imports = IdempotencyTest.class.getClassLoader().getResourceAsStream(file)) {
            assertThat(imports).isNotNull();
            return new String(imports.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replace("optional:", ""))
                    .toList();
        }
    }
}
