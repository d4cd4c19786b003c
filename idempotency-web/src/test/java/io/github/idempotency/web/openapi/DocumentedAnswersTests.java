package io.github.idempotency.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.idempotency.Rejection;
import io.github.idempotency.web.http.Problem;
import io.github.idempotency.web.http.Settings;
import io.github.idempotency.web.http.WebSettings;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients are told about refusals and replays. */
class DocumentedAnswersTests {

    private final WebSettings defaults = Settings.with().build();

    @Test
    void everyRefusalIsDescribedUnderItsStatus() {
        Documented documented = new Documented(defaults).by("place");

        assertThat(documented.operation.getResponses())
                .containsOnlyKeys("201", "404", "400", "409", "413", "422", "500", "503");
        ApiResponse conflict = documented.response("409");
        assertThat(conflict.getDescription())
                .contains("`" + Rejection.IN_PROGRESS.code()
                        + "`: The first request with this key is still being worked on.")
                .contains("\n\n`" + Rejection.OUTCOME_UNKNOWN.code());
        assertThat(problems(conflict).getExamples()).hasSize(3);
        assertThat(problems(conflict).getSchema().get$ref()).isEqualTo("#/components/schemas/IdempotencyProblem");
        assertThat(problems(documented.response("400")).getExamples()).hasSize(2);
    }

    @Test
    void anExampleIsTheDocumentThatIsSent() {
        Map<?, ?> example =
                (Map<?, ?>) problems(new Documented(defaults).by("place").response("413"))
                        .getExamples()
                        .values()
                        .iterator()
                        .next()
                        .getValue();

        assertThat(example).hasSize(6);
        assertThat(example.get("title")).isEqualTo("The request is too large to be protected");
        assertThat(example.get("status")).isEqualTo(413);
        assertThat(example.get("retryable")).isEqualTo(false);
        assertThat(example.get("detail"))
                .isEqualTo("The body is larger than what can be compared with a repetition." + " Send less.");
        assertThat(String.valueOf(example.get("type"))).endsWith("#" + example.get("code"));
    }

    @Test
    void whatCannotHappenIsNotDescribed() {
        assertThat(problems(new Documented(defaults).by("optional").response("400"))
                        .getExamples())
                .hasSize(1);
        assertThat(new Documented(defaults).by("keyed").response("413")).isNull();
        assertThat(problems(new Documented(defaults).by("keyed").response("400"))
                        .getExamples())
                .hasSize(2);
        assertThat(new Documented(defaults).by("plain").operation.getResponses())
                .containsOnlyKeys("201", "404");
    }

    @Test
    void aTimeToRetryIsDescribedWhereThereIsOne() {
        Documented documented = new Documented(defaults).by("place");

        for (String status : new String[] {"409", "503"}) {
            Header header = documented.response(status).getHeaders().get("Retry-After");
            assertThat(header.getDescription()).startsWith("Seconds after which");
            assertThat(header.getSchema().getType()).isEqualTo("integer");
        }
        assertThat(documented.response("400").getHeaders()).isNull();
    }

    @Test
    void whatTheApplicationSaysOfAStatusIsKept() {
        Documented documented = new Documented(defaults);
        Content content = new Content().addMediaType("text/plain", new MediaType());
        Header own = new Header().description("ours");
        documented
                .operation
                .getResponses()
                .addApiResponse("409", new ApiResponse().description("Ours").content(content))
                .addApiResponse("503", new ApiResponse().headers(Map.of("Retry-After", own)))
                .addApiResponse(
                        "400",
                        new ApiResponse().content(new Content().addMediaType(Problem.MEDIA_TYPE, new MediaType())))
                .addApiResponse("422", new ApiResponse().$ref("#/components/responses/Reused"));
        documented.by("place");

        assertThat(documented.response("409").getDescription()).isEqualTo("Ours");
        assertThat(documented.response("409").getContent()).containsOnlyKeys("text/plain", Problem.MEDIA_TYPE);
        assertThat(documented.response("409").getHeaders()).containsKey("Retry-After");
        assertThat(documented.response("503").getHeaders().get("Retry-After")).isSameAs(own);
        assertThat(problems(documented.response("400")).getExamples()).isNull();
        assertThat(documented.response("422").getContent()).isNull();
    }

    @Test
    void anOperationWithoutResponsesGetsThem() {
        Documented documented = new Documented(defaults);
        documented.operation.setResponses(null);

        assertThat(documented.by("place").response("409")).isNotNull();
    }

    @Test
    void theProblemIsOneComponentWithAllItsMembers() {
        Documented documented = new Documented(
                Settings.with().documentation("https://shop.example/keys").build());
        documented.document.setComponents(new Components().schemas(Map.of("Order", new StringSchema())));
        Schema<?> schema =
                documented.by("place").document.getComponents().getSchemas().get("IdempotencyProblem");

        assertThat(documented.document.getComponents().getSchemas()).containsOnlyKeys("Order", "IdempotencyProblem");
        assertThat(schema.getType()).isEqualTo("object");
        assertThat(schema.getDescription()).startsWith("Why a request was not executed");
        assertThat(schema.getExternalDocs().getUrl()).isEqualTo("https://shop.example/keys");
        assertThat(schema.getProperties()).containsOnlyKeys("type", "title", "status", "detail", "code", "retryable");
        assertThat(schema.getRequired())
                .containsExactlyInAnyOrderElementsOf(schema.getProperties().keySet());
        assertThat(schema.getProperties().values())
                .allSatisfy(member -> assertThat(member.getDescription()).isNotBlank());
        assertThat(schema.getProperties().get("status").getType()).isEqualTo("integer");
        assertThat(schema.getProperties().get("retryable").getType()).isEqualTo("boolean");
        assertThat(schema.getProperties().get("code").getType()).isEqualTo("string");
    }

    @Test
    void aComponentOfTheApplicationsIsKept() {
        Documented documented = new Documented(defaults);
        StringSchema own = new StringSchema();
        documented.document.setComponents(new Components().addSchemas("IdempotencyProblem", own));

        assertThat(documented.by("place").document.getComponents().getSchemas().get("IdempotencyProblem"))
                .isSameAs(own);
    }

    @Test
    void successesTellReplaysApart() {
        Documented documented = new Documented(defaults);
        Header own = new Header();
        documented
                .operation
                .getResponses()
                .addApiResponse("303", new ApiResponse())
                .addApiResponse("200", new ApiResponse().headers(Map.of("idempotent-replayed", own)))
                .addApiResponse("202", new ApiResponse().headers(Map.of("X-Other", own)))
                .addApiResponse("204", new ApiResponse().$ref("#/components/responses/None"));
        documented.by("keyed");

        Header header = documented.response("201").getHeaders().get("Idempotent-Replayed");
        assertThat(header.getDescription()).endsWith("same key. Answers are replayed for 90 seconds.");
        assertThat(header.getSchema().getType()).isEqualTo("boolean");
        assertThat(documented.response("303").getHeaders()).containsOnlyKeys("Idempotent-Replayed");
        assertThat(documented.response("200").getHeaders()).containsOnlyKeys("idempotent-replayed");
        assertThat(documented.response("202").getHeaders()).containsOnlyKeys("X-Other", "Idempotent-Replayed");
        assertThat(documented.response("204").getHeaders()).isNull();
        assertThat(documented.response("404").getHeaders()).isNull();
    }

    @Test
    void anOperationIsDocumentedOnceHoweverOftenTheDocumentIsBuilt() {
        Documented documented = new Documented(defaults).by("place");
        documented.operation.setParameters(null);
        documented.again();

        assertThat(documented.operation.getParameters()).isNull();
    }

    @Test
    void aDocumentWithoutPathsIsLeftAlone() {
        IdempotencyOpenApiCustomizer customizer = new IdempotencyOpenApiCustomizer(null, defaults);

        assertThatCode(() -> customizer.customise(new OpenAPI())).doesNotThrowAnyException();
    }

    @Test
    void operationsThatLookAlikeAreToldApart() {
        Marks marks = new Marks();
        Operation one = new Operation().responses(new ApiResponses());
        Operation other = new Operation().responses(new ApiResponses());
        Protection protection = new Protection(true, true, true, true, Duration.ofHours(1));
        marks.add(one, protection);
        marks.add(other, null);
        one.setSummary("changed");

        assertThat(marks.take(other)).isNull();
        assertThat(marks.take(one)).isEqualTo(protection);
        assertThat(marks.take(one)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "PT1S, 1 second",
        "PT0.5S, 1 second",
        "PT59S, 59 seconds",
        "PT1M, 1 minute",
        "PT90S, 90 seconds",
        "PT1H, 1 hour",
        "PT90M, 90 minutes",
        "PT24H, 24 hours",
        "PT48H, 2 days",
        "PT25H, 25 hours",
        "PT72H, 3 days",
        "PT60.5S, 60 seconds"
    })
    void aRetentionReadsAsPeopleSayIt(Duration retention, String words) {
        assertThat(new Protection(true, true, true, true, retention).replayed())
                .isEqualTo("Answers are replayed for " + words + ".");
    }

    @Test
    void twoHandlersTogetherAskForWhatEitherAsksFor() {
        Protection one = new Protection(true, true, true, false, Duration.ofHours(1));
        Protection other = new Protection(true, true, true, true, Duration.ofHours(2));

        assertThat(one.and(other)).isEqualTo(new Protection(true, true, true, true, Duration.ofHours(1)));
        assertThat(other.and(one)).isEqualTo(new Protection(true, true, true, true, Duration.ofHours(1)));
        assertThat(one.ofSomeRequests().and(other).always()).isFalse();
        assertThat(one.and(other.ofSomeRequests()).always()).isFalse();
        Protection keyed = new Protection(true, true, false, false, Duration.ofHours(1));
        assertThat(one.and(keyed)).isEqualTo(new Protection(true, false, true, false, Duration.ofHours(1)));
        assertThat(keyed.and(keyed)).isEqualTo(keyed);
        Protection optional = new Protection(false, true, true, false, Duration.ofHours(1));
        assertThat(optional.and(one).required()).isTrue();
        assertThat(optional.and(one).alwaysRequired()).isFalse();
        assertThat(one.alwaysRequired()).isTrue();
        assertThat(optional.alwaysRequired()).isFalse();
    }

    private static MediaType problems(ApiResponse response) {
        return response.getContent().get(Problem.MEDIA_TYPE);
    }
}
