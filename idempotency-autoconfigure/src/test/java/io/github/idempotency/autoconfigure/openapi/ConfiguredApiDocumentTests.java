package io.github.idempotency.autoconfigure.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.spring.operation.OperationResolver;
import io.github.idempotency.web.http.WebSettings;
import io.github.idempotency.web.openapi.IdempotencyOpenApiCustomizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.models.GroupedOpenApi;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JsonNode;

class ConfiguredApiDocumentTests {

    private final WebApplicationContextRunner app =
            Apps.web(DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class);

    @Test
    void theDocumentFollowsTheProperties() {
        ApiDocument document = ApiDocument.of(
                DocumentedShop.class,
                "springdoc.api-docs.version=openapi_3_0",
                "idempotency.web.header=X-Request-Key",
                "idempotency.web.key-syntax=strict",
                "idempotency.web.key-min-length=36",
                "idempotency.web.key-max-length=36",
                "idempotency.web.key-pattern=[0-9a-f-]+",
                "idempotency.web.key-reused-status=409",
                "idempotency.web.replay-header=X-Replay",
                "idempotency.web.documentation-url=https://shop.example/errors",
                "idempotency.retention=1h");

        JsonNode schema = document.header("post", "/payments", "X-Request-Key").path("schema");
        assertThat(schema.path("type").asString()).isEqualTo("string");
        assertThat(schema.path("minLength").intValue()).isEqualTo(38);
        assertThat(schema.path("maxLength").intValue()).isEqualTo(38);
        assertThat(schema.path("pattern").asString()).isEqualTo("^\"(?:[0-9a-f-]+)\"$");
        assertThat(schema.path("example").asString())
                .matches(schema.path("pattern").asString());
        assertThat(document.problems("post", "/payments", 409).propertyNames()).contains("idempotency-key-reused");
        assertThat(document.response("post", "/payments", 422).isMissingNode()).isTrue();
        assertThat(document.response("post", "/payments", 201)
                        .path("headers")
                        .path("X-Replay")
                        .path("description")
                        .asString())
                .contains("1 hour.");
        assertThat(document.problems("post", "/payments", 413).toString())
                .contains("https://shop.example/errors#request-too-large");
    }

    @Test
    void anExampleThatWouldBeRefusedIsNotGiven() {
        ApiDocument document = ApiDocument.of(Grouped.class, "idempotency.web.key-pattern=ord-[0-9]+");
        JsonNode schema =
                document.header("post", "/payments", "Idempotency-Key").path("schema");
        assertThat(schema.path("pattern").asString()).isEqualTo("^(?:ord-[0-9]+)$");
        assertThat(schema.has("example")).isFalse();
    }

    @Test
    void groupsAreDocumentedToo() {
        ApiDocument document = ApiDocument.at(ApiDocument.DEFAULT_LOCATION + "/money", Grouped.class);
        assertThat(document.headers("post", "/payments", "Idempotency-Key")).hasSize(1);
        assertThat(document.root().path("paths").has("/refunds")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"idempotency.enabled=false", "idempotency.web.open-api=false"})
    void switchedOffNothingIsAdded(String property) {
        ApiDocument document = ApiDocument.of(DocumentedShop.class, property);
        assertThat(document.operation("post", "/payments").toString()).doesNotContainIgnoringCase("idempotency");
        assertThat(document.root().path("components").toString()).doesNotContain("IdempotencyProblem");
    }

    @Test
    void withoutSpringdocNothingIsMissed() {
        app.withClassLoader(new FilteredClassLoader("org.springdoc", "io.swagger"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean("idempotencyOpenApiCustomizer")
                        .hasBean("idempotencyFilter"));
    }

    @Test
    void theApplicationsOwnCustomizerReplacesOurs() {
        app.run(context -> assertThat(context).hasSingleBean(GlobalOpenApiCustomizer.class));
        app.withUserConfiguration(Own.class)
                .run(context -> assertThat(context)
                        .hasSingleBean(GlobalOpenApiCustomizer.class)
                        .hasBean("own"));
    }

    static class Own {

        @Bean
        IdempotencyOpenApiCustomizer own(OperationResolver operations, WebSettings settings) {
            return new IdempotencyOpenApiCustomizer(operations, settings);
        }
    }

    static class Grouped extends DocumentedShop {

        @Bean
        GroupedOpenApi money() {
            return GroupedOpenApi.builder()
                    .group("money")
                    .pathsToMatch("/payments")
                    .build();
        }
    }
}
