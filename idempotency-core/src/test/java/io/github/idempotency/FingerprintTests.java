package io.github.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTests {

    @Test
    void theSamePartsMakeTheSameFingerprintAsTextAndAsBytes() {
        Fingerprint text = Fingerprint.of("POST", "/orders", "caf\u00e9");

        assertThat(text)
                .isEqualTo(Fingerprint.of("POST", "/orders", "caf\u00e9"))
                .hasSameHashCodeAs(Fingerprint.of("POST", "/orders", "caf\u00e9"));
        assertThat(text).isEqualTo(Fingerprint.of(utf8("POST"), utf8("/orders"), utf8("caf\u00e9")));
    }

    @Test
    void noChoiceOfOnePartCanImitateAnother() {
        List<Fingerprint> fingerprints = List.of(
                Fingerprint.NONE,
                Fingerprint.of(""),
                Fingerprint.of("", ""),
                Fingerprint.of("a", "bc"),
                Fingerprint.of("ab", "c"),
                Fingerprint.of("abc"),
                Fingerprint.of("bc", "a"),
                Fingerprint.of("\uD800"),
                Fingerprint.of("?"));

        assertThat(fingerprints).doesNotHaveDuplicates();
    }

    @Test
    void aFingerprintSurvivesTheWayThroughItsBytes() {
        Fingerprint fingerprint = Fingerprint.of("body");

        assertThat(Fingerprint.fromBytes(fingerprint.bytes())).isEqualTo(fingerprint);
        assertThat(Fingerprint.fromBytes(new byte[0])).isEqualTo(Fingerprint.NONE);
        assertThat(Fingerprint.fromBytes(new byte[Fingerprint.MAX_LENGTH]).bytes())
                .hasSize(Fingerprint.MAX_LENGTH);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fingerprint.fromBytes(new byte[Fingerprint.MAX_LENGTH + 1]));
    }

    @Test
    void nobodyCanChangeAFingerprintThroughItsBytes() {
        byte[] bytes = {1, 2};
        Fingerprint fingerprint = Fingerprint.fromBytes(bytes);
        bytes[0] = 9;
        fingerprint.bytes()[0] = 9;

        assertThat(fingerprint.bytes()).containsExactly(1, 2);
    }

    @Test
    void itShowsAFewDigitsOfItsDigestOnly() {
        assertThat(Fingerprint.of("secret body").toString()).matches("[0-9a-f]{12}");
        assertThat(Fingerprint.NONE).hasToString("none");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
