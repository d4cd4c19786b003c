package io.github.idempotency.web.http;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Canonical JSON with Jackson 2. */
public final class Jackson2JsonCanonicalizer implements JsonCanonicalizer {

    private final JsonMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            // As Jackson 3 does: an application that moves to it still knows its clients' retries.
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    @Override
    public byte[] canonical(byte[] json) {
        try {
            return mapper.writeValueAsBytes(mapper.readValue(json, Object.class));
        } catch (IOException | NumberFormatException e) {
            return json;
        }
    }
}
