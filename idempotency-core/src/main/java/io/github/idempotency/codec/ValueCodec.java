package io.github.idempotency.codec;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Turns the values that protected methods return into bytes and back, by their declared generic type. Implementations are
 * thread-safe, and never choose a class by what the bytes say.
 */
public interface ValueCodec {

    /**
     * @throws ValueCodecException if the value cannot be written
     */
    byte[] encode(@Nullable Object value, Type type);

    /**
     * @throws ValueCodecException if the bytes cannot be read as the type
     */
    @Nullable
    Object decode(byte[] bytes, Type type);
}
