package io.github.idempotency.web.openapi;

import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** Headers of a response, which may come in a map that cannot be changed. */
final class Headers {

    private Headers() {}

    static void add(ApiResponse response, String name, Header header) {
        Map<String, Header> headers =
                response.getHeaders() == null ? new LinkedHashMap<>() : new LinkedHashMap<>(response.getHeaders());
        headers.put(name, header);
        response.setHeaders(headers);
    }
}
