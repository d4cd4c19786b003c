package io.github.idempotency.web.openapi;

import io.github.idempotency.web.http.Problem;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.ExternalDocumentation;
import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The problem document (RFC 9457) of all refusals: one component, referred to by every response. */
final class ProblemSchema {

    static final String NAME = "IdempotencyProblem";

    private final String documentationUrl;

    ProblemSchema(String documentationUrl) {
        this.documentationUrl = documentationUrl;
    }

    @SuppressWarnings("rawtypes") // as the model has it
    void addTo(Components components) {
        Map<String, Schema> schemas =
                components.getSchemas() == null ? new LinkedHashMap<>() : new LinkedHashMap<>(components.getSchemas());
        if (schemas.putIfAbsent(NAME, schema()) == null) {
            components.setSchemas(schemas);
        }
    }

    Schema<Object> reference() {
        Schema<Object> reference = new Schema<>();
        reference.set$ref(Components.COMPONENTS_SCHEMAS_REF + NAME);
        return reference;
    }

    /** The members in the order in which they are sent. */
    Map<String, Object> example(Problem problem) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", problem.type());
        members.put("title", problem.title());
        members.put("status", problem.status());
        members.put("detail", problem.detail());
        members.put("code", problem.code());
        members.put("retryable", problem.retryable());
        return members;
    }

    private Schema<Object> schema() {
        Schema<Object> schema = Schemas.object();
        schema.setDescription("Why a request was not executed and has no answer to be replayed.");
        schema.setExternalDocs(new ExternalDocumentation().url(documentationUrl));
        add(
                schema,
                "type",
                Schemas.string(),
                "A URI that identifies the kind of problem and leads to its description.");
        add(schema, "title", Schemas.string(), "The kind of problem in words, always the same.");
        add(schema, "status", Schemas.integer(), "The HTTP status.");
        add(schema, "detail", Schemas.string(), "What happened to this request and what to do about it.");
        add(schema, "code", Schemas.string(), "The kind of problem for programs. Never changes.");
        add(schema, "retryable", Schemas.bool(), "Whether the same request may be sent again as it is.");
        schema.setRequired(List.of("type", "title", "status", "detail", "code", "retryable"));
        return schema;
    }

    private static void add(Schema<Object> schema, String name, Schema<Object> member, String description) {
        member.setDescription(description);
        schema.addProperty(name, member);
    }
}
