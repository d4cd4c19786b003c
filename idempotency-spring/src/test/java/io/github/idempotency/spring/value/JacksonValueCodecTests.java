package io.github.idempotency.spring.value;

import io.github.idempotency.codec.ValueCodec;
import tools.jackson.databind.json.JsonMapper;

class JacksonValueCodecTests extends RecordedValueContract {

    @Override
    ValueCodec codec() {
        return new JacksonValueCodec(JsonMapper.builder().build());
    }
}
