package io.github.idempotency.spring.value;

import io.github.idempotency.codec.ValueCodec;
import java.lang.reflect.Type;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** The codecs tests choose from. */
enum Codec implements Supplier<ValueCodec> {
    JACKSON_3 {
        @Override
        public ValueCodec get() {
            return new JacksonValueCodec(JsonMapper.builder().build());
        }
    },
    JACKSON_2 {
        @Override
        public ValueCodec get() {
            return new Jackson2ValueCodec(com.fasterxml.jackson.databind.json.JsonMapper.builder()
                    .findAndAddModules()
                    .build());
        }
    },
    NONE {
        @Override
        public ValueCodec get() {
            return new MissingValueCodec();
        }
    },
    BROKEN {
        @Override
        public ValueCodec get() {
            return new ValueCodec() {
                @Override
                public byte[] encode(Object value, Type type) {
                    throw new IllegalStateException("broken by 4711-secret");
                }

                @Override
                public Object decode(byte[] bytes, Type type) {
                    throw new IllegalStateException("broken by 4711-secret");
                }
            };
        }
    }
}
