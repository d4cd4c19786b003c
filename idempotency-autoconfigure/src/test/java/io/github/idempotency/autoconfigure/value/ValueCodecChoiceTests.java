package io.github.idempotency.autoconfigure.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.codec.ValueCodec;
import io.github.idempotency.codec.ValueCodecException;
import io.github.idempotency.spring.value.Jackson2ValueCodec;
import io.github.idempotency.spring.value.JacksonValueCodec;
import io.github.idempotency.spring.value.MissingValueCodec;
import io.github.idempotency.spring.value.ValueCalls;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class ValueCodecChoiceTests {

    private static final String JACKSON_3 = "tools.jackson";
    private static final String JACKSON_2 = "com.fasterxml.jackson.databind";

    private final ApplicationContextRunner app = Apps.plain();

    @Test
    void theApplicationsMapperWritesValues() {
        app.withBean(
                        JsonMapper.class,
                        () -> JsonMapper.builder()
                                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                                .build())
                .run(context -> {
                    ValueCodec codec = context.getBean(ValueCodec.class);
                    assertThat(codec).isInstanceOf(JacksonValueCodec.class);
                    assertThat(json(codec)).contains("placed_at");
                    assertReadsWhatItWrites(codec);
                });
    }

    @Test
    void anApplicationWithJackson2OnlyIsServedByItsMapper() {
        app.withBean(ObjectMapper.class, () -> new ObjectMapper().findAndRegisterModules())
                .withClassLoader(new FilteredClassLoader(JACKSON_3))
                .run(context -> {
                    assertThat(context.getBean(ValueCodec.class)).isInstanceOf(Jackson2ValueCodec.class);
                    assertReadsWhatItWrites(context.getBean(ValueCodec.class));
                });
    }

    @Test
    void aMapperOfTheApplicationGoesBeforeALibraryThatIsMerelyThere() {
        app.withBean(ObjectMapper.class, () -> new ObjectMapper().findAndRegisterModules())
                .run(context -> assertThat(context.getBean(ValueCodec.class)).isInstanceOf(Jackson2ValueCodec.class));
    }

    @Test
    void jackson3GoesBeforeJackson2() {
        app.withBean(ObjectMapper.class, ObjectMapper::new)
                .withBean(JsonMapper.class, () -> JsonMapper.builder().build())
                .run(context -> assertThat(context.getBean(ValueCodec.class)).isInstanceOf(JacksonValueCodec.class));
    }

    @Test
    void withoutAMapperOfTheApplicationThereIsOneOfOurOwn() {
        app.run(context -> {
            assertThat(context.getBean(ValueCodec.class)).isInstanceOf(JacksonValueCodec.class);
            assertReadsWhatItWrites(context.getBean(ValueCodec.class));
        });
        app.withClassLoader(new FilteredClassLoader(JACKSON_3)).run(context -> {
            assertThat(context.getBean(ValueCodec.class)).isInstanceOf(Jackson2ValueCodec.class);
            assertThat(json(context.getBean(ValueCodec.class))).contains("2026-11-01T00:00:00Z");
            assertReadsWhatItWrites(context.getBean(ValueCodec.class));
        });
    }

    @Test
    void withoutAnyJacksonTheApplicationStartsAndIsToldWhatIsMissing() {
        app.withClassLoader(new FilteredClassLoader(JACKSON_3, JACKSON_2)).run(context -> {
            assertThat(context).hasNotFailed();
            ValueCodec codec = context.getBean(ValueCodec.class);
            assertThat(codec).isInstanceOf(MissingValueCodec.class);
            assertThatExceptionOfType(ValueCodecException.class)
                    .isThrownBy(() -> codec.encode("text", String.class))
                    .withMessageContaining("ValueCodec bean");
        });
    }

    @Test
    void theApplicationsOwnCodecIsTaken() {
        ValueCodec own = new MissingValueCodec();
        app.withBean(ValueCodec.class, () -> own).run(context -> {
            assertThat(context).hasSingleBean(ValueCodec.class);
            assertThat(context.getBean(ValueCalls.class).codec()).isSameAs(own);
        });
    }

    private static String json(ValueCodec codec) {
        return new String(codec.encode(value(), Value.class), StandardCharsets.UTF_8);
    }

    private static void assertReadsWhatItWrites(ValueCodec codec) {
        assertThat(codec.decode(codec.encode(value(), Value.class), Value.class))
                .isEqualTo(value());
    }

    private static Value value() {
        return new Value(Instant.parse("2026-11-01T00:00:00Z"), Optional.of("note"));
    }

    public record Value(Instant placedAt, Optional<String> note) {}
}
