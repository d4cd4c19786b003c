package io.github.idempotency.autoconfigure.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.Rejection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** With the defaults, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiDocumentTests {

    private static final String KEY = "Idempotency-Key";
    private static final Map<String, Set<String>> REFUSALS = Map.of(
            "400", Set.of("idempotency-key-missing", "idempotency-key-invalid"),
            "409", Set.of("request-in-progress", "outcome-unknown", "answer-not-recorded"),
            "413", Set.of("request-too-large"),
            "422", Set.of("idempotency-key-reused"),
            "500", Set.of("record-unreadable"),
            "503", Set.of("store-unavailable"));

    private final ApiDocument document = ApiDocument.of(DocumentedShop.class);

    @Test
    void theHeaderSaysWhatToSendAndToRepeatIt() {
        JsonNode header = document.header("post", "/payments", KEY);
        assertThat(header.path("required").booleanValue()).isTrue();
        assertThat(header.path("description").asString())
                .contains("unique", "UUID", "same value with every retry", "replayed for 24 hours")
                .doesNotContain("without it");
        JsonNode schema = header.path("schema");
        assertThat(schema.path("type").asString()).isEqualTo("string");
        assertThat(schema.path("minLength").intValue()).isEqualTo(1);
        assertThat(schema.path("maxLength").intValue()).isEqualTo(255);
        assertThat(schema.has("pattern")).isFalse();
        assertThat(schema.path("example").asString()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/payments", "/refunds"})
    void everyRefusalIsAProblemWithAnExampleForEachCode(String path) {
        Map<String, Set<String>> found = new TreeMap<>();
        document.operation("post", path).path("responses").forEachEntry((status, response) -> {
            JsonNode problem = response.path("content").path("application/problem+json");
            if (problem.isObject()) {
                found.put(status, new TreeSet<>(problem.path("examples").propertyNames()));
                assertThat(problem.path("schema").path("$ref").asString())
                        .isEqualTo("#/components/schemas/IdempotencyProblem");
                assertThat(response.path("description").asString()).isNotBlank();
            }
        });
        assertThat(found).isEqualTo(REFUSALS);
        assertThat(found.values().stream().flatMap(Set::stream))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Rejection.values()).map(Rejection::code).toList());
    }

    @Test
    void examplesAreWholeProblemDocuments() {
        JsonNode example = document.problems("post", "/payments", 409)
                .path("request-in-progress")
                .path("value");
        assertThat(example.path("type").asString()).endsWith("#request-in-progress");
        assertThat(example.path("title").asString()).isEqualTo("A request is outstanding for this Idempotency-Key");
        assertThat(example.path("status").intValue()).isEqualTo(409);
        assertThat(example.path("retryable").booleanValue()).isTrue();
        assertThat(example.propertyNames()).containsExactlyElementsOf(members());
    }

    @Test
    void oneSchemaDescribesAllProblems() {
        JsonNode schema = document.root().path("components").path("schemas").path("IdempotencyProblem");
        assertThat(schema.path("properties").propertyNames()).containsExactlyInAnyOrderElementsOf(members());
        assertThat(schema.path("properties").path("status").path("type").asString())
                .isEqualTo("integer");
        assertThat(schema.path("properties").path("retryable").path("type").asString())
                .isEqualTo("boolean");
    }

    @Test
    void whatMayBeRepeatedSaysWhen() {
        for (int status : new int[] {409, 503}) {
            assertThat(document.response("post", "/payments", status)
                            .path("headers")
                            .has("Retry-After"))
                    .isTrue();
        }
        assertThat(document.response("post", "/payments", 422).has("headers")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"post /payments 201 24 hours", "put /weekly/{id} 200 7 days", "post /optional 200 90 minutes"})
    void successesHaveTheReplayHeaderAndTheRetention(String expected) {
        String[] words = expected.split(" ", 4);
        JsonNode header = document.response(words[0], words[1], Integer.parseInt(words[2]))
                .path("headers")
                .path("Idempotent-Replayed");
        assertThat(header.path("description").asString()).contains("Answers are replayed for " + words[3] + ".");
        assertThat(header.path("schema").path("type").asString()).isEqualTo("boolean");
        assertThat(document.response("post", "/payments", 422).path("headers").has("Idempotent-Replayed"))
                .isFalse();
    }

    @Test
    void anOptionalKeyIsOptionalAndNotMissed() {
        JsonNode header = document.header("post", "/optional", KEY);
        assertThat(header.path("required").asBoolean(false)).isFalse();
        assertThat(header.path("description").asString()).contains("without it is executed each time");
        assertThat(document.problems("post", "/optional", 400).propertyNames())
                .containsExactly("idempotency-key-invalid");
    }

    @Test
    void aKeyOutOfTheContentNeedsNoHeader() {
        assertThat(document.headers("post", "/by-order", KEY)).isEmpty();
        assertThat(document.problems("post", "/by-order", 400).propertyNames()).contains("idempotency-key-missing");
        assertThat(document.response("post", "/by-order", 413).isMissingNode()).isTrue();
        assertThat(document.problems("post", "/by-order", 422).propertyNames()).isNotEmpty();
    }

    @Test
    void metaAnnotationsAndAnnotatedClassesCount() {
        assertThat(document.header("put", "/weekly/{id}", KEY)
                        .path("description")
                        .asString())
                .contains("7 days");
        assertThat(document.headers("post", "/refunds", KEY)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"get /refunds", "get /refunds/both", "post /unprotected"})
    void whatIsNotProtectedSaysNothing(String operation) {
        String[] words = operation.split(" ", 2);
        assertThat(document.operation(words[0], words[1]).toString())
                .doesNotContainIgnoringCase("idempoten")
                .doesNotContain("problem+json");
    }

    @Test
    void ofAHandlerForSeveralMethodsOnlyTheUnsafeAreProtected() {
        assertThat(document.headers("post", "/refunds/both", KEY)).hasSize(1);
    }

    @Test
    void whatTheAuthorSaysIsKept() {
        assertThat(document.headers("post", "/described", KEY)).isEmpty();
        JsonNode header = document.header("post", "/described", "idempotency-key");
        assertThat(header.path("description").asString()).isEqualTo("The till's own number");
        assertThat(header.path("example").asString()).isEqualTo("till-7");
        assertThat(document.response("post", "/described", 200).path("headers").toString())
                .contains("Seen before")
                .doesNotContain("24 hours");
        assertThat(document.response("post", "/described", 409)
                        .path("description")
                        .asString())
                .isEqualTo("Sold out");
        assertThat(document.problems("post", "/described", 409).propertyNames()).contains("request-in-progress");
        JsonNode closed = document.response("post", "/described", 503);
        assertThat(closed.path("description").asString()).isEqualTo("Closed");
        assertThat(closed.path("headers").toString()).contains("Opening hours").doesNotContain("Seconds");
        assertThat(document.problems("post", "/described", 503).isMissingNode()).isTrue();
    }

    @Test
    void anExceptionHandlersAnswerStandsBesideTheProblems() {
        JsonNode content = document.response("post", "/payments", 400).path("content");
        assertThat(content.propertyNames()).hasSize(2).contains("application/problem+json");
    }

    @Test
    void aHeaderThatIsOnlyReadIsDescribed() {
        JsonNode header = document.header("post", "/read", KEY);
        assertThat(header.path("required").booleanValue()).isTrue();
        assertThat(header.path("description").asString()).contains("same value with every retry");
    }

    @Test
    void onlyWhatTheAuthorDoesNotSayOfTheHeaderIsAdded() {
        JsonNode header = document.header("post", "/own-schema", KEY);
        assertThat(header.path("description").asString()).contains("same value with every retry");
        assertThat(header.path("required").booleanValue()).isTrue();
        assertThat(header.path("example").asString()).isEqualTo("till-7");
        assertThat(header.path("schema").path("format").asString()).isEqualTo("uuid");
        assertThat(header.path("schema").has("example")).isFalse();

        JsonNode exemplified = document.header("post", "/own-example", KEY);
        assertThat(exemplified.path("example").asString()).isEqualTo("till-7");
        assertThat(exemplified.path("schema").path("maxLength").intValue()).isEqualTo(255);
        assertThat(exemplified.path("schema").has("example")).isFalse();
    }

    @Test
    void whereOnlyOneOfTwoHandlersIsProtectedTheKeyIsNotRequired() {
        JsonNode header = document.header("post", "/merged", KEY);
        assertThat(header.path("required").asBoolean(false)).isFalse();
        assertThat(header.path("description").asString())
                .contains("Not every request with this path and method takes it", "media type");
        assertThat(document.problems("post", "/merged", 400).propertyNames()).contains("idempotency-key-missing");
    }

    @Test
    void whereBothOfTwoHandlersAreProtectedTheKeyIsRequiredAndTheShorterRetentionIsPromised() {
        JsonNode header = document.header("post", "/alike", KEY);
        assertThat(header.path("required").booleanValue()).isTrue();
        assertThat(header.path("description").asString()).contains("replayed for 1 hour.");
    }

    @Test
    void nothingOfTheWorkIsLeft() {
        assertThat(document.root().toString()).doesNotContain("x-idempotency");
    }

    private static List<String> members() {
        return List.of("type", "title", "status", "detail", "code", "retryable");
    }
}
