package io.github.idempotency.autoconfigure.actuator;

import io.github.idempotency.spring.operator.OperatorException;
import io.github.idempotency.spring.operator.OperatorException.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** Answers operators, also where there is nothing but a reason to give. */
final class Responses {

    private static final int CONFLICT = 409;

    private Responses() {}

    static WebEndpointResponse<Map<String, Object>> of(Supplier<Map<String, Object>> document) {
        try {
            return new WebEndpointResponse<>(OperationResponseBody.of(document.get()));
        } catch (OperatorException e) {
            Map<String, Object> obstacle = new LinkedHashMap<>();
            obstacle.put("error", String.valueOf(e.getMessage()));
            if (!e.hints().isEmpty()) {
                obstacle.put("hints", e.hints());
            }
            return new WebEndpointResponse<>(OperationResponseBody.of(obstacle), status(e.reason()));
        }
    }

    private static int status(Reason reason) {
        return switch (reason) {
            case INVALID -> WebEndpointResponse.STATUS_BAD_REQUEST;
            case NOT_FOUND -> WebEndpointResponse.STATUS_NOT_FOUND;
            case CONFLICT -> CONFLICT;
            case UNAVAILABLE, UNREADABLE -> WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE;
        };
    }
}
