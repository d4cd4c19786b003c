package io.github.idempotency.spring.value;

import io.github.idempotency.codec.ValueCodec;
import io.github.idempotency.codec.ValueCodecException;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Stands in where no JSON library is present: methods that return nothing work, others say what is missing. */
public final class MissingValueCodec implements ValueCodec {

    @Override
    public byte[] encode(@Nullable Object value, Type type) {
        throw missing(type);
    }

    @Override
    public @Nullable Object decode(byte[] bytes, Type type) {
        throw missing(type);
    }

    private static ValueCodecException missing(Type type) {
        return new ValueCodecException(
                "A " + type.getTypeName() + " cannot be recorded: there is no Jackson on the classpath. Add"
                        + " spring-boot-starter-json, or define a ValueCodec bean.",
                null);
    }
}
