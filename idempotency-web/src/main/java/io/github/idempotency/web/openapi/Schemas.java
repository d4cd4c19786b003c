package io.github.idempotency.web.openapi;

import io.swagger.v3.oas.models.media.Schema;

/** Types as both OpenAPI 3.0, which reads {@code type}, and 3.1, which reads {@code types}, write them. */
final class Schemas {

    private Schemas() {}

    static Schema<Object> string() {
        return of("string");
    }

    static Schema<Object> integer() {
        return of("integer");
    }

    static Schema<Object> bool() {
        return of("boolean");
    }

    static Schema<Object> object() {
        return of("object");
    }

    private static Schema<Object> of(String type) {
        Schema<Object> schema = new Schema<>();
        schema.setType(type);
        schema.addType(type);
        return schema;
    }
}
