package io.github.idempotency.systemtests.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.documentation.Documents.Block;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ByteArrayResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PropertiesTests {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    private static final Pattern ROW =
            Pattern.compile("^\\| `(idempotency\\.[\\w.-]+)` \\| (?:`([^`]*)`)? *\\| .+ \\|$", Pattern.MULTILINE);
    private static final Pattern README_ROW = Pattern.compile(
            "^\\| `([a-z.-]+)` \\| (?:`([^`]*)`|by what the application has) \\| .+ \\|$", Pattern.MULTILINE);
    private static final Pattern MENTIONED = Pattern.compile(
            "idempotency\\.((?:web|jdbc|redis|memory|metrics|near-cache)\\.)?[a-z]+(-[a-z]+)++(?!\\.[a-z])");

    private final Map<String, String> properties = metadata();

    static Stream<Block> yamlBlocks() {
        return Documents.blocks("yaml");
    }

    @Test
    void theReferenceNamesEveryPropertyWithItsDefault() {
        Map<String, String> documented = new TreeMap<>();
        ROW.matcher(Documents.text(Documents.root().resolve("docs/properties.md")))
                .results()
                .forEach(row -> documented.put(row.group(1), row.group(2) == null ? "" : row.group(2)));
        assertThat(documented).isEqualTo(properties);
    }

    @Test
    void theReadmeNamesPropertiesWithTheirDefaults() {
        String readme = Documents.text(Documents.root().resolve("README.md"));
        String table = readme.substring(readme.indexOf("## Properties that matter"), readme.indexOf("```yaml"));
        assertThat(README_ROW.matcher(table).results())
                .hasSizeGreaterThan(10)
                .allSatisfy(row -> assertThat(properties)
                        .containsEntry("idempotency." + row.group(1), row.group(2) == null ? "" : row.group(2)));
    }

    @Test
    void everyPropertyMentionedAnywhereExists() {
        assertThat(Documents.pages())
                .allSatisfy(page -> assertThat(MENTIONED
                                .matcher(Documents.text(page))
                                .results()
                                .map(found -> found.group()))
                        .allSatisfy(name -> assertThat(properties).containsKey(name)));
    }

    @ParameterizedTest
    @MethodSource("yamlBlocks")
    void everyYamlBlockHoldsPropertiesThatExist(Block block) {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ByteArrayResource(block.code().getBytes(StandardCharsets.UTF_8)));
        // Not only those whose values are texts.
        assertThat(yaml.getObject().keySet())
                .isNotEmpty()
                .extracting(Object::toString)
                .filteredOn(name -> name.startsWith("idempotency."))
                .allSatisfy(name -> assertThat(properties).containsKey(name));
    }

    private static Map<String, String> metadata() {
        Map<String, String> properties = new TreeMap<>();
        try {
            var resources = PropertiesTests.class.getClassLoader().getResources(METADATA);
            while (resources.hasMoreElements()) {
                try (InputStream in = resources.nextElement().openStream()) {
                    for (JsonNode property : JsonMapper.shared().readTree(in).get("properties")) {
                        String name = property.get("name").asString();
                        if (name.startsWith("idempotency.")) {
                            JsonNode value = property.get("defaultValue");
                            properties.put(name, value == null || value.isArray() ? "" : value.asString());
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
