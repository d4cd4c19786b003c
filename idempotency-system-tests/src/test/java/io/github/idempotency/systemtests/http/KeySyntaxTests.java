package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.test.FlakyStore.Verb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the key may be written. Requests go over a plain socket, because a client's library would mend or refuse them. */
class KeySyntaxTests extends HttpTest {

    private static final String TEA = "{\"item\":\"tea\",\"count\":2}";

    @Test
    @DisplayName("H01 Without the header a protected operation is refused and the store hears nothing")
    void aMissingKeyIsRefused() throws IOException {
        int claims = store.calls(Verb.CLAIM);

        Reply reply = post("");

        Problem.of(reply).is(400, "idempotency-key-missing", "Idempotency-Key is missing", false);
        assertThat(Problem.of(reply).type()).startsWith("https://");
        assertThat(store.calls(Verb.CLAIM)).isEqualTo(claims);
        assertThat(runs.of("place")).isZero();
    }

    @Test
    @DisplayName("H02 The refusal links to the documentation")
    void aRefusalLinksToTheDocumentation() throws IOException {
        assertThat(post("").header("Link")).matches("<https://[^>]+>; rel=\"describedby\"; type=\"text/html\"");
    }

    @Test
    @DisplayName("H03 Without the header an operation with an optional key runs each time, and the store hears nothing")
    void anOptionalKeyMayBeMissing() {
        int claims = store.calls(Verb.CLAIM);

        for (int run = 1; run <= 2; run++) {
            Reply reply = client.post("/orders/optional").json(TEA).send();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text()).contains("\"number\":" + run);
            assertThat(reply.first()).isTrue();
        }

        assertThat(store.calls(Verb.CLAIM)).isEqualTo(claims);
    }

    @Test
    @DisplayName("H03 An optional key protects all the same where it is sent")
    void anOptionalKeyProtects() {
        client.post("/orders/optional").key(key).json(TEA).send();

        assertThat(client.post("/orders/optional").key(key).json(TEA).send().replayed())
                .isTrue();
        assertThat(runs.of("placeWithoutKey")).isOne();
    }

    @Test
    @DisplayName("H04, H05 Quoted and bare are the same key, whichever comes first")
    void quotedAndBareAreTheSameKey() throws IOException {
        assertThat(post(line('"' + key + '"')).first()).isTrue();
        assertThat(post(line(key)).replayed()).isTrue();
        assertThat(post(line("other-" + key)).first()).isTrue();
        assertThat(post(line("\"other-" + key + '"')).replayed()).isTrue();
        assertThat(runs.of("place")).isEqualTo(2);
    }

    @ParameterizedTest(name = "H07 [{0}] is no key")
    @ValueSource(strings = {"", " ", "\t", "\"\"", "\" \"", "\"", "  \"   \"  "})
    void anEmptyKeyIsRefused(String value) throws IOException {
        refused(post(line(value)));
        refused(post(line(value)));
    }

    @ParameterizedTest(name = "H07 [{0}] is no missing key either, where the key is optional")
    @ValueSource(strings = {"", " ", "\"\"", "a, b"})
    void aBrokenKeyIsNotAMissingOne(String value) throws IOException {
        Reply reply = Wire.exchange(
                port,
                "POST /orders/optional HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\n" + line(value),
                TEA.getBytes(StandardCharsets.UTF_8));

        Problem.of(reply).is(400, "idempotency-key-invalid", "Invalid Idempotency-Key", false);
        assertThat(runs.of("placeWithoutKey")).isZero();
    }

    @Test
    @DisplayName("H08 Escapes in a quoted key are undone")
    void escapesAreUndone() throws IOException {
        assertThat(post(line("\"" + key + "\\\"\\\\\"")).status()).isEqualTo(201);
        assertThat(post(line("\"" + key + "\\\"\\\\\"")).replayed()).isTrue();
        assertThat(post(line(key + "\\")).first())
                .as("a bare backslash stands for itself")
                .isTrue();
        assertThat(post(line("\"" + key + "\\\\\"")).replayed())
                .as("as an escaped one does")
                .isTrue();
        assertThat(runs.of("place")).isEqualTo(2);
    }

    @ParameterizedTest(name = "H08 [{0}] is not a string")
    @ValueSource(strings = {"\"a\\b\"", "\"a", "\"a\\", "\"a\\\"", "a\"", "\"a\"b", "\"a\" \"b\"", "a\"b\"", "\"a\"=1"})
    void brokenQuotingIsRefused(String value) throws IOException {
        refused(post(line(value)));
    }

    @ParameterizedTest(name = "H09 A key with the byte {0} is refused")
    @ValueSource(ints = {0x00, 0x01, 0x09, 0x0b, 0x1b, 0x1f, 0x7f, 0x80, 0xa0, 0xe4, 0xff})
    void otherBytesAreRefused(int unwanted) throws IOException {
        for (String value : new String[] {"a" + (char) unwanted + "b", "\"a" + (char) unwanted + "b\""}) {
            assertThat(post(line(value)).status()).isEqualTo(400);
        }
        assertThat(runs.of("place")).isZero();
    }

    @ParameterizedTest(name = "H10 [{0}] is not one key")
    @ValueSource(
            strings = {
                "a, b",
                "a,b",
                "\"a\", \"b\"",
                "\"a\",\"a\"",
                "\"a\";v=1, \"b\"",
                "\"a\";v=\"1\", \"b\"",
                "\"a\";v=\", b",
                "a,",
                ",a"
            })
    void aListIsRefused(String value) throws IOException {
        refused(post(line(value)));
    }

    @Test
    @DisplayName("H10 Two lines are refused, even when they are the same")
    void twoLinesAreRefused() throws IOException {
        refused(post(line(key) + line("other")));
        refused(post(line(key) + line(key)));
        refused(post(line(key) + "idempotency-key: " + key + "\r\n"));
        refused(post(line(key) + line("")));
    }

    @Test
    @DisplayName("H11 255 bytes are the longest key, counted without quotes and escapes")
    void keysMayHave255Bytes() throws IOException {
        String longest = key + "x".repeat(255 - key.length());
        assertThat(post(line(longest)).status()).isEqualTo(201);
        assertThat(post(line('"' + longest + '"')).replayed()).isTrue();
        String escaped = longest.substring(0, 254) + "\\\\";
        assertThat(post(line('"' + escaped + '"')).status()).isEqualTo(201);
        assertThat(runs.of("place")).isEqualTo(2);

        Reply tooLong = post(line(longest + "x"));
        Problem.of(tooLong).is(400, "idempotency-key-invalid", "Invalid Idempotency-Key", false);
        assertThat(runs.of("place")).isEqualTo(2);
    }

    @ParameterizedTest(name = "H13 {0} means nothing")
    @ValueSource(strings = {";v=1", "; v=1", ";a;b=?1", "; x=\"y\"", ";x=\"a, b\"", ";x=\"\\\", \""})
    void parametersMeanNothing(String parameters) throws IOException {
        post(line('"' + key + '"'));
        assertThat(post(line('"' + key + '"' + parameters)).replayed()).isTrue();
        assertThat(runs.of("place")).isOne();
    }

    @ParameterizedTest(name = "H14 {0} is the same header")
    @ValueSource(strings = {"idempotency-key", "IDEMPOTENCY-KEY", "iDeMpOtEnCy-KeY"})
    void theCaseOfTheHeaderDoesNotMatter(String name) throws IOException {
        post(line(key));
        assertThat(post(name + ":" + key + "\r\n").replayed()).isTrue();
        assertThat(runs.of("place")).isOne();
    }

    @Test
    @DisplayName("H15 Case and blanks inside the quotes tell keys apart")
    void caseAndBlanksTellKeysApart() throws IOException {
        String[] keys = {"a" + key, "A" + key, "\"a" + key + " \"", "\" a" + key + '"', "\"a " + key + '"'};
        for (String each : keys) {
            assertThat(post(line(each)).first()).as(each).isTrue();
        }
        assertThat(runs.of("place")).isEqualTo(keys.length);
        for (String each : keys) {
            assertThat(post(line(each)).replayed()).as(each).isTrue();
        }
    }

    @Test
    @DisplayName("H15 Blanks around the value belong to the line, not to the key")
    void blanksAroundTheValueDoNotCount() throws IOException {
        post(line(key));
        assertThat(post("Idempotency-Key:\t " + key + " \t\r\n").replayed()).isTrue();
    }

    private Reply post(String lines) throws IOException {
        return Wire.exchange(
                port,
                "POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\n" + lines,
                TEA.getBytes(StandardCharsets.UTF_8));
    }

    private static String line(String value) {
        return "Idempotency-Key: " + value + "\r\n";
    }

    private void refused(Reply reply) {
        Problem.of(reply).is(400, "idempotency-key-invalid", "Invalid Idempotency-Key", false);
        assertThat(runs.of("place")).isZero();
    }
}
