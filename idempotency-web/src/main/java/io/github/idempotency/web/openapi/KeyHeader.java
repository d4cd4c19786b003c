package io.github.idempotency.web.openapi;

import io.github.idempotency.web.http.KeyParser;
import io.github.idempotency.web.http.KeyRules;
import io.github.idempotency.web.http.KeySyntax;
import io.github.idempotency.web.http.WebSettings;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The request header that carries the key, as it stands on the wire. */
final class KeyHeader {

    private static final String COMPONENTS = "#/components/parameters/";
    private static final String UUID = "8e03978e-40d5-43dd-bc93-6894a57f9324";
    private static final int QUOTES = 2;

    private final String name;
    private final KeyRules rules;

    KeyHeader(WebSettings settings) {
        this.name = settings.header();
        this.rules = settings.keyRules();
    }

    /** Adds the header, unless the application describes it itself. */
    void addTo(Operation operation, Protection protection, Components components) {
        List<Parameter> parameters =
                operation.getParameters() == null ? new ArrayList<>() : new ArrayList<>(operation.getParameters());
        Parameter existing = parameters.stream()
                .filter(parameter -> isThis(resolved(parameter, components)))
                .findFirst()
                .orElse(null);
        if (existing != null && (existing.get$ref() != null || existing.getDescription() != null)) {
            return;
        }
        // A handler that only reads the header has named it, and said nothing about it yet.
        boolean demanded = existing != null && Boolean.TRUE.equals(existing.getRequired()) && protection.always();
        boolean required = protection.alwaysRequired() || demanded;
        Parameter described =
                existing == null ? new Parameter().in("header").name(name) : GivenParameter.copy(existing);
        described.setRequired(required);
        described.setDescription(description(protection, required));
        if (GivenParameter.saysNothing(described)) {
            described.setSchema(schema(!GivenParameter.hasExample(described)));
        }
        parameters.remove(existing);
        parameters.add(described);
        operation.setParameters(parameters);
    }

    private static String description(Protection protection, boolean required) {
        return "Identifies this request. Send a value that is unique to it, such as a UUID, and the same"
                + " value with every retry: the first answer is then given again, and nothing is done twice. "
                + protection.replayed()
                + (required
                        ? ""
                        : protection.always()
                                ? " A request without it is executed each time it is sent."
                                : " Not every request with this path and method takes it: that depends on what else"
                                        + " tells them apart, such as the media type. One that does not is executed"
                                        + " each time it is sent.");
    }

    private Schema<Object> schema(boolean withExample) {
        boolean quoted = rules.syntax() == KeySyntax.STRICT;
        int around = quoted ? QUOTES : 0;
        Schema<Object> schema = Schemas.string();
        schema.setMinLength(rules.minLength() + around);
        schema.setMaxLength(rules.maxLength() + around);
        String form = rules.pattern() == null ? null : "(?:" + rules.pattern().pattern() + ")";
        if (quoted) {
            schema.setPattern("^\"" + (form == null ? ".*" : form) + "\"$");
        } else if (form != null) {
            schema.setPattern("^" + form + "$");
        }
        String example = quoted ? '"' + UUID + '"' : UUID;
        if (withExample && new KeyParser(rules).parse(List.of(example)).mistake() == null) {
            schema.setExample(example);
        }
        return schema;
    }

    private boolean isThis(@Nullable Parameter parameter) {
        return parameter != null && "header".equals(parameter.getIn()) && name.equalsIgnoreCase(parameter.getName());
    }

    private static @Nullable Parameter resolved(Parameter parameter, Components components) {
        String reference = parameter.get$ref();
        if (reference == null) {
            return parameter;
        }
        return components.getParameters() == null || !reference.startsWith(COMPONENTS)
                ? null
                : components.getParameters().get(reference.substring(COMPONENTS.length()));
    }
}
