package io.github.idempotency.web.openapi;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import io.github.idempotency.web.http.Problem;
import io.github.idempotency.web.http.Problems;
import io.github.idempotency.web.http.WebSettings;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;

/** The refusals of a protected operation: one response for each status, one example for each code. */
final class ProblemResponses {

    private final Problems problems;
    private final ProblemSchema schema;

    ProblemResponses(WebSettings settings) {
        this.problems = new Problems(settings);
        this.schema = new ProblemSchema(problems.documentationUrl());
    }

    /** Adds the responses. One the application has for the same status keeps what it says, and learns the problems. */
    void addTo(Operation operation, Protection protection, Components components) {
        if (operation.getResponses() == null) {
            operation.setResponses(new ApiResponses());
        }
        schema.addTo(components);
        byStatus(protection).forEach((status, found) -> {
            ApiResponse own = operation.getResponses().get(status);
            if (own == null) {
                operation.getResponses().addApiResponse(status, extended(described(found), found));
            } else if (own.get$ref() == null) {
                extended(own, found);
            }
        });
    }

    private Map<String, List<Problem>> byStatus(Protection protection) {
        return possible(protection).stream()
                .map(why -> problems.of(new CallRejectedException(why, Advice.of(why))))
                .collect(Collectors.groupingBy(
                        problem -> Integer.toString(problem.status()), TreeMap::new, Collectors.toList()));
    }

    private static Set<Rejection> possible(Protection protection) {
        Set<Rejection> possible = EnumSet.allOf(Rejection.class);
        if (!protection.required()) {
            possible.remove(Rejection.KEY_MISSING);
        }
        if (!protection.comparesBody()) {
            possible.remove(Rejection.REQUEST_TOO_LARGE);
        }
        return possible;
    }

    private static ApiResponse described(List<Problem> found) {
        return new ApiResponse()
                .description(found.stream()
                        .map(problem -> "`" + problem.code() + "`: " + problem.detail())
                        .collect(Collectors.joining("\n\n")));
    }

    private ApiResponse extended(ApiResponse response, List<Problem> found) {
        Content content = response.getContent() == null ? new Content() : response.getContent();
        if (!content.containsKey(Problem.MEDIA_TYPE)) {
            response.setContent(content.addMediaType(Problem.MEDIA_TYPE, document(found)));
        }
        boolean again = found.stream().anyMatch(Problem::retryable);
        boolean told = response.getHeaders() != null && response.getHeaders().containsKey(HttpHeaders.RETRY_AFTER);
        if (again && !told) {
            Headers.add(response, HttpHeaders.RETRY_AFTER, retryAfter());
        }
        return response;
    }

    private MediaType document(List<Problem> found) {
        MediaType document = new MediaType().schema(schema.reference());
        found.forEach(problem -> document.addExamples(
                problem.code(), new Example().summary(problem.title()).value(schema.example(problem))));
        return document;
    }

    private static Header retryAfter() {
        return new Header()
                .description("Seconds after which the same request may be sent again. Absent if `retryable` is false.")
                .schema(Schemas.integer());
    }
}
