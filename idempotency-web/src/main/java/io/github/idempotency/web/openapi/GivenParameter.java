package io.github.idempotency.web.openapi;

import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A parameter that is in the document already, without a description. */
final class GivenParameter {

    private GivenParameter() {}

    /** The same parameter, to be changed: the given one may be shared with other operations. */
    static Parameter copy(Parameter given) {
        Parameter copy = new Parameter()
                .name(given.getName())
                .in(given.getIn())
                .required(given.getRequired())
                .deprecated(given.getDeprecated())
                .allowEmptyValue(given.getAllowEmptyValue())
                .style(given.getStyle())
                .explode(given.getExplode())
                .allowReserved(given.getAllowReserved())
                .schema(given.getSchema())
                .examples(given.getExamples())
                .content(given.getContent());
        if (given.getExample() != null) {
            copy.setExample(given.getExample());
        }
        copy.setExtensions(given.getExtensions());
        return copy;
    }

    static boolean hasExample(Parameter given) {
        return given.getExample() != null || given.getExamples() != null;
    }

    /** Whether nothing is known of its values but that they are text, as of every header that a handler only reads. */
    static boolean saysNothing(Parameter given) {
        return given.getContent() == null && saysNothing(given.getSchema());
    }

    private static boolean saysNothing(@Nullable Schema<?> schema) {
        return schema == null
                || (isText(schema)
                        && Stream.of(
                                        schema.get$ref(),
                                        schema.getFormat(),
                                        schema.getPattern(),
                                        schema.getMinLength(),
                                        schema.getMaxLength(),
                                        schema.getEnum(),
                                        schema.getConst(),
                                        schema.getDefault(),
                                        schema.getExample(),
                                        schema.getExamples(),
                                        schema.getTitle(),
                                        schema.getDescription(),
                                        schema.getAllOf(),
                                        schema.getAnyOf(),
                                        schema.getOneOf())
                                .allMatch(Objects::isNull));
    }

    private static boolean isText(Schema<?> schema) {
        return (schema.getType() == null || schema.getType().equals("string"))
                && (schema.getTypes() == null || schema.getTypes().equals(Set.of("string")));
    }
}
