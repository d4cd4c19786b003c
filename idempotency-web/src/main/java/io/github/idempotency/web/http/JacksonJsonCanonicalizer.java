package io.github.idempotency.web.http;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Canonical JSON with Jackson 3. */
public final class JacksonJsonCanonicalizer implements JsonCanonicalizer {

    private final JsonMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    @Override
    public byte[] canonical(byte[] json) {
        try {
            return mapper.writeValueAsBytes(mapper.readValue(json, Object.class));
        } catch (JacksonException | NumberFormatException e) {
            // The latter of an exponent that no number can have.
            return json;
        }
    }
}
