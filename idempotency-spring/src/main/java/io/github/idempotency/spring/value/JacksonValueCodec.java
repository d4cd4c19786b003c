package io.github.idempotency.spring.value;

import io.github.idempotency.codec.ValueCodec;
import io.github.idempotency.codec.ValueCodecException;
import java.lang.reflect.Type;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Values as JSON by their declared type, with Jackson 3. Time zones are kept, and default typing is not used even where
 * the mapper has it.
 */
public final class JacksonValueCodec implements ValueCodec, CanonicalCodec {

    private final JsonMapper mapper;
    private final JsonMapper canonical;

    /** @param mapper the application's mapper: what it can write for others, it can record */
    public JacksonValueCodec(JsonMapper mapper) {
        this.mapper = mapper.rebuild()
                .deactivateDefaultTyping()
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS, DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
                .build();
        this.canonical = this.mapper
                .rebuild()
                .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .addModule(new SimpleModule("sorted-sets").addSerializer(Set.class, new SortedSet()))
                .build();
    }

    @Override
    public byte[] encode(@Nullable Object value, Type type) {
        try {
            return mapper.writerFor(mapper.constructType(type)).writeValueAsBytes(value);
        } catch (JacksonException e) {
            throw unwritable(type.getTypeName(), e);
        }
    }

    @Override
    public byte[] encodeCanonically(@Nullable Object value) {
        try {
            return canonical.writeValueAsBytes(value);
        } catch (JacksonException e) {
            throw unwritable(value == null ? "null" : value.getClass().getTypeName(), e);
        }
    }

    @Override
    public @Nullable Object decode(byte[] bytes, Type type) {
        try {
            JavaType javaType = mapper.constructType(type);
            return mapper.readerFor(javaType).readValue(bytes);
        } catch (JacksonException e) {
            throw new ValueCodecException(
                    "A recorded answer cannot be read as " + type.getTypeName() + " (" + reason(e)
                            + "). Keep recorded types compatible for as long as their retention, or define a ValueCodec"
                            + " bean.",
                    null);
        }
    }

    private static ValueCodecException unwritable(String type, JacksonException cause) {
        return new ValueCodecException(
                "A " + type + " cannot be written as JSON (" + reason(cause)
                        + "). Make it readable for Jackson, or define a ValueCodec bean.",
                null);
    }

    /** Messages quote values and the keys of maps, unless they are about the definition of a class. */
    private static String reason(JacksonException e) {
        String kind = e.getClass().getSimpleName();
        return e instanceof InvalidDefinitionException ? kind + ": " + e.getOriginalMessage() : kind;
    }

    /** Sets have no order of their own, and that of {@code Set.of} differs from process to process. */
    private final class SortedSet extends ValueSerializer<Object> {

        @Override
        public void serialize(Object set, JsonGenerator generator, SerializationContext context) {
            generator.writeStartArray();
            ((Set<?>) set).stream().map(canonical::writeValueAsString).sorted().forEach(generator::writeString);
            generator.writeEndArray();
        }
    }
}
