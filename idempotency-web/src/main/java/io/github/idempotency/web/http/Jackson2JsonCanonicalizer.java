package io.github.idempotency.web.http;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;

/** Canonical JSON with Jackson 2. */
public final class Jackson2JsonCanonicalizer implements JsonCanonicalizer {

    private final ObjectMapper mapper = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    @Override
    public byte[] canonical(byte[] json) {
        try {
            return mapper.writeValueAsBytes(mapper.readValue(json, Object.class));
        } catch (IOException e) {
            return json;
        }
    }
}
