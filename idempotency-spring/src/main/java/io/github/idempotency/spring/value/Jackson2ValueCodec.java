package io.github.idempotency.spring.value;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.github.idempotency.codec.ValueCodec;
import io.github.idempotency.codec.ValueCodecException;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values as JSON by their declared type, with Jackson 2. Time zones are kept, and default typing is not used even where
 * the mapper has it.
 */
public final class Jackson2ValueCodec implements ValueCodec, CanonicalCodec {

    private final ObjectMapper mapper;
    private final ObjectMapper canonical;

    /** @param mapper the application's mapper: what it can write for others, it can record */
    public Jackson2ValueCodec(ObjectMapper mapper) {
        this.mapper = mapper.copy()
                .deactivateDefaultTyping()
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(SerializationFeature.WRITE_DATES_WITH_ZONE_ID)
                .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE);
        this.canonical = this.mapper
                .copy()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .registerModule(new SimpleModule("sorted-sets").addSerializer(Set.class, new SortedSet()));
        this.canonical.setConfig(
                this.canonical.getSerializationConfig().with(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY));
    }

    @Override
    public byte[] encode(@Nullable Object value, Type type) {
        try {
            return mapper.writerFor(mapper.constructType(type)).writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw unwritable(type.getTypeName(), e);
        }
    }

    @Override
    public byte[] encodeCanonically(@Nullable Object value) {
        try {
            return canonical.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw unwritable(value == null ? "null" : value.getClass().getTypeName(), e);
        }
    }

    @Override
    public @Nullable Object decode(byte[] bytes, Type type) {
        try {
            return mapper.readerFor(mapper.constructType(type)).readValue(bytes);
        } catch (IOException e) {
            throw new ValueCodecException(
                    "A recorded answer cannot be read as " + type.getTypeName() + " (" + reason(e)
                            + "). Keep recorded types compatible for as long as their retention, or define a ValueCodec"
                            + " bean.",
                    null);
        }
    }

    private static ValueCodecException unwritable(String type, IOException cause) {
        return new ValueCodecException(
                "A " + type + " cannot be written as JSON (" + reason(cause)
                        + "). Make it readable for Jackson, or define a ValueCodec bean.",
                null);
    }

    /** Messages quote values and the keys of maps, unless they are about the definition of a class. */
    private static String reason(IOException e) {
        String kind = e.getClass().getSimpleName();
        return e instanceof InvalidDefinitionException definition
                ? kind + ": " + definition.getOriginalMessage()
                : kind;
    }

    /** Sets have no order of their own, and that of {@code Set.of} differs from process to process. */
    private final class SortedSet extends JsonSerializer<Object> {

        @Override
        public void serialize(Object set, JsonGenerator generator, SerializerProvider context) throws IOException {
            List<String> texts = new ArrayList<>();
            for (Object element : (Set<?>) set) {
                texts.add(canonical.writeValueAsString(element));
            }
            Collections.sort(texts);
            generator.writeStartArray();
            for (String text : texts) {
                generator.writeString(text);
            }
            generator.writeEndArray();
        }
    }
}
