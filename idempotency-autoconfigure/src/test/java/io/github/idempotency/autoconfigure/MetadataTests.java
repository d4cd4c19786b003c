package io.github.idempotency.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.autoconfigure.support.Apps;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What editors show while somebody types a property. */
class MetadataTests {

    private static final Set<String> WITHOUT_DEFAULT = Set.of(
            "idempotency.namespace",
            "idempotency.compress-above",
            "idempotency.jdbc.platform",
            "idempotency.web.key-pattern",
            "idempotency.web.documentation-url",
            "idempotency.web.header-aliases",
            "idempotency.web.fingerprint-headers",
            "idempotency.web.unreplayed-headers");

    @Test
    void everyPropertyIsDescribed() throws IOException {
        Map<String, JsonNode> described = described();
        assertThat(described.keySet()).containsExactlyInAnyOrderElementsOf(properties());
        described.forEach((name, property) -> {
            String description = property.path("description").asString();
            assertThat(description).as(name).hasSizeGreaterThan(20).endsWith(".");
            assertThat(description).as(name).matches("[A-Z].*").doesNotContain("{@");
        });
    }

    @Test
    void everyPropertyThatHasADefaultShowsIt() throws IOException {
        described()
                .forEach((name, property) ->
                        assertThat(property.has("defaultValue")).as(name).isNotEqualTo(WITHOUT_DEFAULT.contains(name)));
    }

    @Test
    void theStoresAreOffered() throws IOException {
        List<String> offered = new ArrayList<>();
        for (JsonNode hint : metadata().path("hints")) {
            if (hint.path("name").asString().equals("idempotency.store")) {
                hint.path("values")
                        .forEach(value -> offered.add(value.path("value").asString()));
            }
        }
        assertThat(offered).containsExactlyInAnyOrder("redis", "jdbc", "memory");
    }

    /** Without what Spring Boot's processor adds for endpoints. */
    private static Map<String, JsonNode> described() throws IOException {
        Map<String, JsonNode> described = new LinkedHashMap<>();
        metadata().path("properties").forEach(property -> {
            String name = property.path("name").asString();
            if (!name.startsWith("management.endpoint.")) {
                described.put(name, property);
            }
        });
        return described;
    }

    private static JsonNode metadata() throws IOException {
        try (InputStream file = Objects.requireNonNull(
                IdempotencyProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
            // Several libraries have a file of this name; ours is the one beside our classes.
            JsonNode found = JsonMapper.shared().readTree(file);
            assertThat(found.path("groups").path(0).path("name").asString()).startsWith("idempotency");
            return found;
        }
    }

    private static Set<String> properties() {
        Set<String> names = new TreeSet<>();
        for (Class<?> configuration : Apps.ours()) {
            EnableConfigurationProperties enabled = configuration.getAnnotation(EnableConfigurationProperties.class);
            if (enabled != null) {
                Stream.of(enabled.value()).forEach(type -> names.addAll(properties(type)));
            }
        }
        return names;
    }

    private static List<String> properties(Class<?> type) {
        String prefix = type.getAnnotation(ConfigurationProperties.class).value();
        return Stream.of(type.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> prefix + "." + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                .toList();
    }
}
