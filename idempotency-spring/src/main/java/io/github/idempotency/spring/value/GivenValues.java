package io.github.idempotency.spring.value;

import io.github.idempotency.Outcome;
import io.github.idempotency.codec.Envelope;
import io.github.idempotency.codec.ValueCodec;
import io.github.idempotency.codec.ValueCodecException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Records values that are given as JSON, as if the protected code had returned them. Thread-safe. */
public final class GivenValues {

    private final ValueCodec codec;

    public GivenValues(ValueCodec codec) {
        this.codec = codec;
    }

    /**
     * The outcome of code that returned this value.
     *
     * @param answer what the code answers with, or {@code null} if that is only known to its callers
     * @throws ValueCodecException if it is no JSON of such a value; the message does not repeat it
     */
    public Outcome outcome(String json, @Nullable Answer answer) {
        byte[] given = json.getBytes(StandardCharsets.UTF_8);
        return Outcome.result(Envelope.wrap(OutcomeWriter.VERSION, recorded(given, answer)));
    }

    private byte[] recorded(byte[] given, @Nullable Answer answer) {
        if (answer == null) {
            codec.decode(given, Object.class);
            return given;
        }
        if (answer.isVoid()) {
            codec.decode(given, Object.class);
            return new byte[0];
        }
        return codec.encode(codec.decode(given, answer.type()), answer.type());
    }
}
