package io.github.idempotency.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Header values as clients write them, well and badly. */
class KeyParserTests {

    private static final String LIST = "the header holds a list; send one key";
    private static final String NOT_ASCII = "the key holds characters other than printable ASCII";
    private static final String NEEDS_QUOTES =
            "the key holds characters that are only allowed in a quoted string, or not at all";
    private static final String ESCAPE = "a backslash in the quoted key may only escape a quote or a backslash";
    private static final String BEHIND = "characters follow the closing quote of the key";

    private final KeyParser lenient = parser(KeySyntax.LENIENT);
    private final KeyParser strict = parser(KeySyntax.STRICT);

    static Stream<Arguments> keys() {
        return Stream.of(
                Arguments.of("abc", "abc"),
                Arguments.of("\"abc\"", "abc"),
                Arguments.of(" \t abc\t ", "abc"),
                Arguments.of("\t\"abc\" \t", "abc"),
                Arguments.of("!abc~", "!abc~"),
                Arguments.of("\" ~\"", " ~"),
                Arguments.of("\"a b\"", "a b"),
                Arguments.of("\"a,b\"", "a,b"),
                Arguments.of("\"a\\\"b\\\\c\"", "a\"b\\c"),
                Arguments.of("\"\\\"\"", "\""),
                Arguments.of("\"abc\";p=1;q", "abc"),
                Arguments.of("\"abc\" ;p=\"a,b\"", "abc"),
                Arguments.of("\"abc\";p=\"a\\\",b\"", "abc"),
                Arguments.of("a;b", "a;b"),
                Arguments.of("x", "x"));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aKeyIsReadAsItWasMeant(String value, String key) {
        assertThat(lenient.parse(List.of(value))).isEqualTo(new KeyParser.Result(key, null));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("", "the key is empty"),
                Arguments.of(" \t ", "the key is empty"),
                Arguments.of("\"\"", "the key is empty"),
                Arguments.of("\"   \"", "the key is empty"),
                Arguments.of("a,b", LIST),
                Arguments.of("\"a\",\"b\"", LIST),
                Arguments.of("\"a\";p=1,\"b\"", LIST),
                Arguments.of("\"a\";p=\"x\",b", LIST),
                Arguments.of("a b", NEEDS_QUOTES),
                Arguments.of("a\"b", NEEDS_QUOTES),
                Arguments.of("caf\u00e9", NEEDS_QUOTES),
                Arguments.of("a\u007f", NEEDS_QUOTES),
                Arguments.of("a\u0001", NEEDS_QUOTES),
                Arguments.of("\"caf\u00e9\"", NOT_ASCII),
                Arguments.of("\"a\u007f\"", NOT_ASCII),
                Arguments.of("\"a\tb\"", NOT_ASCII),
                Arguments.of("\"a\\n\"", ESCAPE),
                Arguments.of("\"a\\", ESCAPE),
                Arguments.of("\"abc", "the quoted key has no closing quote"),
                Arguments.of("\"", "the quoted key has no closing quote"),
                Arguments.of("\"abc\\\"", "the quoted key has no closing quote"),
                Arguments.of("\"abc\"def", BEHIND),
                Arguments.of("\"abc\" p;q", BEHIND),
                Arguments.of("\"abc\"\"def\"", BEHIND),
                Arguments.of("\"abc\";p=\"x", "a parameter behind the key has no closing quote"),
                Arguments.of("\"abc\";p=\"x\\\"", "a parameter behind the key has no closing quote"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsNamed(String value, String mistake) {
        assertThat(lenient.parse(List.of(value))).isEqualTo(new KeyParser.Result(null, mistake));
    }

    @Test
    void strictSyntaxDemandsQuotes() {
        assertThat(strict.parse(List.of("\"abc\""))).isEqualTo(new KeyParser.Result("abc", null));
        assertThat(strict.parse(List.of("abc"))).isEqualTo(KeyParser.Result.mistake("the key must be a quoted string"));
    }

    @Test
    void noHeaderIsNoKeyAndNoMistake() {
        assertThat(lenient.parse(List.of())).isEqualTo(new KeyParser.Result(null, null));
    }

    @Test
    void aHeaderGivenTwiceIsAMistakeEvenIfBothAgree() {
        assertThat(lenient.parse(List.of("abc", "abc")).mistake())
                .isEqualTo("the header is given 2 times; send it once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abcd", "\"abcd\"", "abcdef", "\"abcdef\""})
    void lengthsAreCountedWithoutTheQuotes(String value) {
        assertThat(limited().parse(List.of(value)).mistake()).isNull();
    }

    @Test
    void shorterAndLongerKeysAreRefused() {
        assertThat(limited().parse(List.of("\"abc\"")).mistake()).isEqualTo("the key is shorter than 4 characters");
        assertThat(limited().parse(List.of("abcdefg")).mistake()).isEqualTo("the key is longer than 6 characters");
    }

    @Test
    void theWholeKeyHasToMatchThePattern() {
        KeyParser digits = new KeyParser(new KeyRules(KeySyntax.LENIENT, 1, 255, Pattern.compile("[0-9]+")));

        assertThat(digits.parse(List.of("123")).key()).isEqualTo("123");
        assertThat(digits.parse(List.of("123x")).mistake())
                .isEqualTo("the key does not have the form this service demands: [0-9]+");
    }

    private static KeyParser limited() {
        return new KeyParser(new KeyRules(KeySyntax.LENIENT, 4, 6, null));
    }

    private static KeyParser parser(KeySyntax syntax) {
        return new KeyParser(new KeyRules(syntax, 1, 255, null));
    }
}
