package io.github.idempotency.autoconfigure.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;

/** Beside customizers of the application that replace maps, and by ones that cannot be changed. */
class OtherCustomizersTests {

    private static final String KEY = "Idempotency-Key";

    @ParameterizedTest
    @ValueSource(classes = {OfExtensions.class, OfExtensionsInTheEnd.class, OfHeaders.class, OfSchemas.class})
    void whatTheyReplaceIsDocumentedAllTheSame(Class<?> application) {
        ApiDocument document = ApiDocument.of(application);

        assertThat(document.headers("post", "/payments", KEY)).hasSize(1);
        assertThat(document.response("post", "/payments", 201).path("headers").has("Idempotent-Replayed"))
                .isTrue();
        assertThat(document.problems("post", "/payments", 409).propertyNames()).contains("request-in-progress");
        assertThat(document.operation("post", "/unprotected").toString()).doesNotContainIgnoringCase("idempoten");
        assertThat(document.root().path("components").path("schemas").has("IdempotencyProblem"))
                .isTrue();
    }

    @Test
    void aParameterTheyShareIsDescribedForEachOperation() {
        ApiDocument document = ApiDocument.of(OfParameters.class);

        assertThat(document.header("post", "/payments", KEY).path("description").asString())
                .contains("replayed for 24 hours");
        assertThat(document.header("put", "/weekly/{id}", KEY)
                        .path("description")
                        .asString())
                .contains("replayed for 7 days");
    }

    static class OfExtensions extends DocumentedShop {

        @Bean
        GlobalOperationCustomizer extensions() {
            return (operation, handler) -> {
                operation.setExtensions(Map.of("x-team", "money"));
                return operation;
            };
        }
    }

    static class OfExtensionsInTheEnd extends DocumentedShop {

        @Bean
        OpenApiCustomizer extensions() {
            return document -> document.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .forEach(operation -> operation.setExtensions(Map.of("x-team", "money")));
        }
    }

    static class OfHeaders extends DocumentedShop {

        @Bean
        GlobalOperationCustomizer headers() {
            return (operation, handler) -> {
                operation.getResponses().values().forEach(response -> response.setHeaders(Map.of()));
                return operation;
            };
        }
    }

    static class OfSchemas extends DocumentedShop {

        @Bean
        GlobalOpenApiCustomizer schemas() {
            return document -> document.getComponents()
                    .setSchemas(Map.copyOf(document.getComponents().getSchemas()));
        }
    }

    static class OfParameters extends DocumentedShop {

        private final Parameter shared = new Parameter().in("header").name(KEY);

        @Bean
        GlobalOperationCustomizer parameters() {
            return (operation, handler) -> operation.addParametersItem(shared);
        }
    }
}
