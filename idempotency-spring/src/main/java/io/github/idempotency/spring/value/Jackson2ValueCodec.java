package io.github.idempotency.spring.value;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.idempotency.codec.ValueCodec;
import io.github.idempotency.codec.ValueCodecException;
import java.io.IOException;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Values as JSON by their declared type, with Jackson 2. */
public final class Jackson2ValueCodec implements ValueCodec {

    private final ObjectMapper mapper;

    /** @param mapper the application's mapper: what it can write for others, it can record */
    public Jackson2ValueCodec(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public byte[] encode(@Nullable Object value, Type type) {
        try {
            return mapper.writerFor(mapper.constructType(type)).writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
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
        } catch (IOException e) {
            // The cause may quote the recorded value, so only its kind is named.
            throw new ValueCodecException(
                    "A recorded answer cannot be read as " + type.getTypeName() + " (" + e.getClass().getSimpleName()
                            + "). Keep recorded types compatible for as long as their retention, or define a ValueCodec"
                            + " bean.",
                    null);
        }
    }
}
