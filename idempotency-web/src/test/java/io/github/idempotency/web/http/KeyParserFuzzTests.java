package io.github.idempotency.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whatever stands in the header, there is one key or one reason why there is none. */
class KeyParserFuzzTests {

    private static final int LONGEST = 40;

    private final KeyParser strict = new KeyParser(new KeyRules(KeySyntax.STRICT, 2, LONGEST, null));
    private final KeyParser lenient = new KeyParser(new KeyRules(KeySyntax.LENIENT, 2, LONGEST, null));

    @FuzzTest
    void aHeaderIsAKeyOrAMistake(byte[] header) {
        String line = new String(header, StandardCharsets.ISO_8859_1);
        KeyParser.Result strictly = strict.parse(List.of(line));
        KeyParser.Result leniently = lenient.parse(List.of(line));

        assertKeyOrMistake(strictly, line);
        assertKeyOrMistake(leniently, line);
        if (strictly.key() != null) {
            assertThat(leniently.key()).isEqualTo(strictly.key());
        }
        assertThat(lenient.parse(List.of("\t " + line + " \t"))).isEqualTo(leniently);
        assertThat(lenient.parse(List.of(line, line)).key()).isNull();
    }

    private void assertKeyOrMistake(KeyParser.Result result, String line) {
        String key = result.key();
        if (key == null) {
            assertThat(result.mistake()).isNotNull();
            return;
        }
        assertThat(result.mistake()).isNull();
        assertThat(key).hasSizeBetween(2, LONGEST).matches("[ -~]+").isNotBlank();
        assertThat(line.replace("\\", "")).contains(key.replace("\\", ""));
        String written = '"' + key.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        assertThat(strict.parse(List.of(written)).key()).isEqualTo(key);
        assertThat(lenient.parse(List.of(written)).key()).isEqualTo(key);
    }
}
