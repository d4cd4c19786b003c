package io.github.idempotency.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** White space and the order of members never count, and nothing that a client sends makes the comparison fail. */
class JsonCanonicalizerFuzzTests {

    private final JsonCanonicalizer jackson3 = new JacksonJsonCanonicalizer();
    private final JsonCanonicalizer jackson2 = new Jackson2JsonCanonicalizer();
    private final JsonMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    @FuzzTest
    void theSameDocumentHasTheSameBytes(byte[] json) {
        byte[] rewritten = rewritten(json);
        for (JsonCanonicalizer canonicalizer : List.of(jackson3, jackson2)) {
            byte[] canonical = canonicalizer.canonical(json);
            assertThat(canonicalizer.canonical(canonical)).isEqualTo(canonical);
            assertThat(canonicalizer.canonical(rewritten)).isEqualTo(canonical);
        }
    }

    /** An application that moves from one to the other still knows its clients' retries. */
    @FuzzTest
    void bothLibrariesWriteTheSameBytes(byte[] json) {
        assertThat(jackson3.canonical(json)).isEqualTo(jackson2.canonical(json));
    }

    /** The same document with its members the other way round and a lot of white space; as it is, if it is none. */
    private byte[] rewritten(byte[] json) {
        try {
            Object turned = turned(mapper.readValue(json, Object.class));
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(turned);
        } catch (JacksonException | NumberFormatException e) {
            return json;
        }
    }

    private static Object turned(Object value) {
        if (value instanceof List<?> list) {
            List<Object> elements = new ArrayList<>();
            list.forEach(element -> elements.add(turned(element)));
            return elements;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        List<Object> names = new ArrayList<>(map.keySet());
        Collections.reverse(names);
        Map<Object, Object> turned = new LinkedHashMap<>();
        names.forEach(name -> turned.put(name, turned(map.get(name))));
        return turned;
    }
}
