package io.github.idempotency.spring.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.idempotency.codec.ValueCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/** A mapper that chooses classes by what the bytes say is not used so, whatever the application needs it for. */
class DefaultTypingTests {

    static class Order {
        public Object item = Map.of("name", "bread");
    }

    static List<ValueCodec> codecs() {
        return List.of(
                new JacksonValueCodec(JsonMapper.builder()
                        .activateDefaultTyping(
                                BasicPolymorphicTypeValidator.builder()
                                        .allowIfBaseType(Object.class)
                                        .build(),
                                DefaultTyping.NON_FINAL)
                        .build()),
                new Jackson2ValueCodec(new ObjectMapper()
                        .activateDefaultTyping(
                                com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator.builder()
                                        .allowIfBaseType(Object.class)
                                        .build(),
                                ObjectMapper.DefaultTyping.NON_FINAL)));
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void classesAreNotWritten(ValueCodec codec) {
        assertThat(new String(codec.encode(new Order(), Order.class), StandardCharsets.UTF_8))
                .isEqualTo("{\"item\":{\"name\":\"bread\"}}");
        assertThat(new String(((CanonicalCodec) codec).encodeCanonically(new Order()), StandardCharsets.UTF_8))
                .isEqualTo("{\"item\":{\"name\":\"bread\"}}");
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void classesAreNotRead(ValueCodec codec) {
        String hostile = "[\"" + Order.class.getName() + "\",{}]";

        assertThat(codec.decode(hostile.getBytes(StandardCharsets.UTF_8), Object.class))
                .isEqualTo(List.of(Order.class.getName(), Map.of()));
    }
}
