package io.github.idempotency.spring.value;

import io.github.idempotency.codec.ValueCodec;
import io.github.idempotency.codec.ValueCodecException;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Values as JSON by their declared type, with Jackson 3. */
public final class JacksonValueCodec implements ValueCodec {

    private final JsonMapper mapper;

    /** @param mapper the application's mapper: what it can write for others, it can record */
    public JacksonValueCodec(JsonMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public byte[] encode(@Nullable Object value, Type type) {
        try {
            return mapper.writerFor(mapper.constructType(type)).writeValueAsBytes(value);
        } catch (JacksonException e) {
            throw new ValueCodecException(
                    "A " + type.getTypeName() + " cannot be written as JSON. Make it readable for Jackson, or define a"
                            + " ValueCodec bean.",
                    e);
        }
    }

    @Override
    public @Nullable Object decode(byte[] bytes, Type type) {
        try {
            return mapper.readerFor(mapper.constructType(type)).readValue(bytes);
        } catch (JacksonException e) {
            // The cause may quote the recorded value, so only its kind is named.
            throw new ValueCodecException(
                    "A recorded answer cannot be read as " + type.getTypeName() + " (" + e.getClass().getSimpleName()
                            + "). Keep recorded types compatible for as long as their retention, or define a ValueCodec"
                            + " bean.",
                    null);
        }
    }
}
