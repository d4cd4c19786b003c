package io.github.idempotency.spring.value;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.idempotency.codec.ValueCodec;

class Jackson2ValueCodecTests extends RecordedValueContract {

    /** With nothing but the modules an application has in any case; the rest is as Jackson comes. */
    @Override
    ValueCodec codec() {
        return new Jackson2ValueCodec(JsonMapper.builder().findAndAddModules().build());
    }
}
