package io.github.idempotency.spring.value;

import io.github.idempotency.codec.ValueCodec;
import io.github.idempotency.codec.ValueCodecException;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ValueCodec} that can also write equal values as equal bytes, in whatever order their properties, maps and sets
 * happen to be kept. That is what fingerprints are made of; what is written so is never read.
 */
public interface CanonicalCodec {

    /** @throws ValueCodecException if the value cannot be written */
    byte[] encodeCanonically(@Nullable Object value);
}
