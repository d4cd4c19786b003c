package io.github.idempotency.web.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Map;

/** The response header that tells a replay from a first answer. */
final class ReplayHeader {

    private final String name;

    ReplayHeader(String name) {
        this.name = name;
    }

    void addTo(Operation operation, Protection protection) {
        if (operation.getResponses() != null) {
            operation.getResponses().forEach((status, response) -> {
                if (isSuccess(status) && response.get$ref() == null && !names(response.getHeaders())) {
                    addTo(response, protection);
                }
            });
        }
    }

    private void addTo(ApiResponse response, Protection protection) {
        Headers.add(
                response,
                name,
                new Header()
                        .description("Present, and true, if this is the recorded answer to an earlier request with the"
                                + " same key. " + protection.replayed())
                        .schema(Schemas.bool()));
    }

    /** Header names are the same in any case. */
    private boolean names(Map<String, Header> headers) {
        return headers != null && headers.keySet().stream().anyMatch(name::equalsIgnoreCase);
    }

    private static boolean isSuccess(String status) {
        return status.startsWith("2") || status.startsWith("3");
    }
}
