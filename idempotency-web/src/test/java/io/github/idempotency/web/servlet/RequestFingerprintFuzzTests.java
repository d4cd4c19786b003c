package io.github.idempotency.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.idempotency.Fingerprint;
import io.github.idempotency.web.http.BodyFingerprint;
import io.github.idempotency.web.http.JacksonJsonCanonicalizer;
import io.github.idempotency.web.http.WebSettings;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.springframework.mock.web.MockHttpServletRequest;

/** The way a body arrives does not count, what it says does, and no body makes the comparison fail. */
class RequestFingerprintFuzzTests {

    private static final List<String> TYPES = List.of(
            "text/plain",
            "application/json",
            "application/x-www-form-urlencoded",
            "application/x-www-form-urlencoded;charset=UTF-16",
            "application/x-www-form-urlencoded;charset=no-such-charset");

    private final RequestFingerprint fingerprints = new RequestFingerprint(settings(), new JacksonJsonCanonicalizer());

    /** The first byte chooses the type of the body, the second how much of it arrives at once, the third how much is read. */
    @FuzzTest
    void aBodyCountsHoweverItArrives(byte[] input) throws IOException {
        if (input.length < 3) {
            return;
        }
        String type = TYPES.get((input[0] & 0xff) % TYPES.size());
        byte[] body = Arrays.copyOfRange(input, 3, input.length);

        Fingerprint whole = fingerprint(type, "", body, Integer.MAX_VALUE, 0);
        Fingerprint inPieces = fingerprint(type, "", body, 1 + (input[1] & 0xff), type.contains("form") ? 0 : input[2]);
        Fingerprint longer = fingerprint(type, "", Arrays.copyOf(body, body.length + 1), Integer.MAX_VALUE, 0);

        assertThat(inPieces).isEqualTo(whole);
        if (type.equals("text/plain")) {
            assertThat(longer).isNotEqualTo(whole);
        }
    }

    /** A query of pairs, and the same pairs with those of another name in front. */
    @FuzzTest
    void theOrderOfParametersDoesNotCount(byte[] input) throws IOException {
        String query = new String(input, StandardCharsets.ISO_8859_1);
        int and = query.indexOf('&');
        if (and < 0) {
            return;
        }
        String first = query.substring(0, and);
        String rest = query.substring(and + 1);
        if (rest.contains("&") || name(first).equals(name(rest)) || first.isEmpty() || rest.isEmpty()) {
            return;
        }
        String turned = rest + "&" + first;

        assertThat(fingerprint(TYPES.get(0), turned, new byte[0], 1, 0))
                .isEqualTo(fingerprint(TYPES.get(0), query, new byte[0], 1, 0));
        assertThat(fingerprint(TYPES.get(0), first, new byte[0], 1, 0))
                .isNotEqualTo(fingerprint(TYPES.get(0), query, new byte[0], 1, 0));
    }

    private Fingerprint fingerprint(String type, String query, byte[] body, int atOnce, int readBefore)
            throws IOException {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/payments") {
            @Override
            public ServletInputStream getInputStream() {
                return new Pieces(body, atOnce);
            }
        };
        request.setContentType(type);
        request.setQueryString(query);
        RecordingRequest recording = new RecordingRequest(request, settings().maxRequestBytes(), true);
        if (readBefore > 0) {
            recording.getInputStream().read(new byte[readBefore]);
        }
        return fingerprints.of(recording, recording, null);
    }

    private static String name(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0 ? pair : pair.substring(0, equals);
    }

    private static WebSettings settings() {
        WebSettings defaults = WebSettings.defaults();
        return new WebSettings(
                defaults.header(),
                List.of(),
                defaults.keyRules(),
                defaults.keyScope(),
                BodyFingerprint.CANONICAL_JSON,
                List.of(),
                defaults.maxRequestBytes(),
                defaults.maxResponseBytes(),
                defaults.replayHeader(),
                defaults.keyReusedStatus(),
                null,
                defaults.unsupportedKey(),
                List.of());
    }

    /** A body that arrives piece by piece. */
    private static final class Pieces extends ServletInputStream {

        private final ByteArrayInputStream body;
        private final int atOnce;

        Pieces(byte[] body, int atOnce) {
            this.body = new ByteArrayInputStream(body);
            this.atOnce = atOnce;
        }

        @Override
        public int read() {
            return body.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return body.read(into, offset, Math.min(length, atOnce));
        }

        @Override
        public boolean isFinished() {
            return body.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
