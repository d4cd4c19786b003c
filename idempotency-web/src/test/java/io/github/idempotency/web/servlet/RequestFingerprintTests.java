package io.github.idempotency.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.web.http.BodyFingerprint;
import io.github.idempotency.web.http.JacksonJsonCanonicalizer;
import io.github.idempotency.web.http.Settings;
import io.github.idempotency.web.http.WebSettings;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockPart;

/** Which requests are the same one, and which are not. */
class RequestFingerprintTests {

    private static final String FORM = "application/x-www-form-urlencoded";

    private final WebSettings raw = Settings.with()
            .limits(40, 100)
            .fingerprint(BodyFingerprint.RAW, "X-Version")
            .build();
    private final WebSettings canonical =
            Settings.with().fingerprint(BodyFingerprint.CANONICAL_JSON).build();

    @Test
    void methodPathQueryChosenHeadersAndBodyAreWhatARequestAsksFor() throws Exception {
        Fingerprint first = of(raw, "text/plain", "tea", request -> {});

        assertThat(of(raw, "text/plain", "tea", request -> {})).isEqualTo(first);
        assertThat(of(raw, "text/html", "tea", request -> request.addHeader("X-Other", "1")))
                .isEqualTo(first);
        assertThat(of(raw, "text/plain", "Tea", request -> {})).isNotEqualTo(first);
        assertThat(of(raw, "text/plain", "tea", request -> request.setMethod("PUT")))
                .isNotEqualTo(first);
        assertThat(of(raw, "text/plain", "tea", request -> request.setRequestURI("/other")))
                .isNotEqualTo(first);
        assertThat(of(raw, "text/plain", "tea", request -> request.setQueryString("a=1")))
                .isNotEqualTo(first);
        assertThat(of(raw, "text/plain", "tea", request -> request.addHeader("x-version", "2")))
                .isNotEqualTo(first);
    }

    @Test
    void everyLineOfAChosenHeaderCountsAndSoDoesTheOrderOfQueryValues() throws Exception {
        Fingerprint two = of(raw, "text/plain", "tea", request -> {
            request.addHeader("X-Version", "1");
            request.addHeader("X-Version", "2");
        });

        assertThat(of(raw, "text/plain", "tea", request -> request.addHeader("X-Version", "1")))
                .isNotEqualTo(two);
        assertThat(of(raw, "text/plain", "tea", request -> request.setQueryString("b=1&a=2")))
                .isEqualTo(of(raw, "text/plain", "tea", request -> request.setQueryString("a=2&b=1")))
                .isNotEqualTo(of(raw, "text/plain", "tea", request -> request.setQueryString("a=1&b=2")));
    }

    @Test
    void whatAnExpressionChoseStandsForTheBody() throws Exception {
        byte[] chosen = {1};
        MockHttpServletRequest one = request("text/plain", "tea");
        MockHttpServletRequest other = request("text/plain", "coffee");
        RequestFingerprint fingerprints = fingerprints(raw);

        assertThat(fingerprints.of(one, recording(one, raw), chosen))
                .isEqualTo(fingerprints.of(other, recording(other, raw), chosen))
                .isNotEqualTo(fingerprints.of(one, recording(one, raw), new byte[] {2}));
    }

    @Test
    void aBodyOfTheLimitIsComparedAndALongerOneRefused() throws Exception {
        assertThat(of(raw, "text/plain", "x".repeat(40), request -> {})).isNotNull();
        for (String type : new String[] {"text/plain", FORM}) {
            assertThatThrownBy(() -> of(raw, type, "x".repeat(41), request -> {}))
                    .isInstanceOf(RequestFingerprint.TooLargeException.class);
            assertThatThrownBy(() -> of(raw, type, "x".repeat(41), RequestFingerprintTests::ofUnknownLength))
                    .isInstanceOf(RequestFingerprint.TooLargeException.class);
        }
    }

    @Test
    void jsonIsComparedByContentOnlyWhereThatIsWanted() throws Exception {
        String one = "{\"a\":1,\"b\":2}";
        String other = "{ \"b\":2, \"a\":1 }";

        assertThat(of(canonical, "application/json", other, request -> {}))
                .isEqualTo(of(canonical, "application/json", one, request -> {}));
        assertThat(of(canonical, "text/plain", other, request -> {}))
                .isNotEqualTo(of(canonical, "text/plain", one, request -> {}));
        assertThat(of(raw, "application/json", other, request -> {}))
                .isNotEqualTo(of(raw, "application/json", one, request -> {}));
        assertThat(of(canonical, "application/json", "{\"a\":1}", request -> {}))
                .isNotEqualTo(of(canonical, "application/json", "{\"a\":2}", request -> {}));
        assertThat(of(canonical, "application/json", "", request -> {}))
                .isEqualTo(of(canonical, "text/plain", "", request -> {}));
    }

    @Test
    void theOrderOfFieldsInAFormDoesNotCount() throws Exception {
        Fingerprint form = of(raw, FORM, "a=1&b=2&b=3", request -> {});

        assertThat(of(raw, FORM, "b=2&a=%31&&b=3", request -> {})).isEqualTo(form);
        assertThat(of(raw, FORM, "b=3&b=2&a=1", request -> {})).isNotEqualTo(form);
        assertThat(of(raw, FORM, "a=1&b=2", request -> {})).isNotEqualTo(form);
        assertThat(of(raw, FORM, "a=1&b=2&c=3", request -> {})).isNotEqualTo(form);
        assertThat(of(raw, FORM, "a", request -> {})).isEqualTo(of(raw, FORM, "a=", request -> {}));
    }

    @Test
    void aFormThatAnotherHasParsedIsReadFromItsParameters() throws Exception {
        Fingerprint parsed = of(raw, FORM, "", request -> request.setParameter("a", "1"));

        assertThat(parsed).isEqualTo(of(raw, FORM, "a=1", request -> {}));
        assertThat(parsed).isNotEqualTo(of(raw, FORM, "", request -> request.setParameter("a", "2")));
        assertThat(of(raw, FORM, "", request -> request.setParameter("a", (String) null)))
                .isEqualTo(of(raw, FORM, "a", request -> {}));
    }

    @Test
    void aFormThatTheHandlerReadsAsAStreamIsComparedByteForByte() throws Exception {
        assertThat(opened(FORM, "a=1&b=2")).isNotEqualTo(opened(FORM, "b=2&a=1"));
    }

    @Test
    void multipartIsComparedByItsParts() throws Exception {
        Fingerprint parts = multipart("one", part("file", "a.txt", "text/plain", "tea"));

        assertThat(multipart("another boundary", part("file", "a.txt", "text/plain", "tea")))
                .isEqualTo(parts);
        assertThat(multipart("one", part("other", "a.txt", "text/plain", "tea")))
                .isNotEqualTo(parts);
        assertThat(multipart("one", part("file", "b.txt", "text/plain", "tea"))).isNotEqualTo(parts);
        assertThat(multipart("one", part("file", "a.txt", "text/html", "tea"))).isNotEqualTo(parts);
        assertThat(multipart("one", part("file", "a.txt", "text/plain", "Tea"))).isNotEqualTo(parts);
        assertThat(multipart("one", part("file", null, null, "tea"))).isNotEqualTo(parts);
    }

    @Test
    void thePartsTogetherStayWithinTheLimit() throws Exception {
        MockPart half = part("a", null, null, "x".repeat(20));

        assertThat(multipart("one", half, part("b", null, null, "x".repeat(20))))
                .isNotNull();
        assertThatThrownBy(() -> multipart("one", half, part("b", null, null, "x".repeat(21))))
                .isInstanceOf(RequestFingerprint.TooLargeException.class);
    }

    @Test
    void multipartThatNobodyParsesIsComparedByteForByte() throws Exception {
        Consumer<MockHttpServletRequest> nothing = request -> {};

        assertThat(of(raw, "text/plain", "tea", nothing)).isNotNull();
        assertThat(unparsed("tea")).isEqualTo(unparsed("tea")).isNotEqualTo(unparsed("Tea"));
    }

    private Fingerprint unparsed(String body) throws IOException {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/orders") {
            @Override
            public Collection<Part> getParts() {
                throw new IllegalStateException("no multipart configuration");
            }
        };
        request.setContentType("multipart/form-data");
        request.setContent(body.getBytes(StandardCharsets.UTF_8));
        return fingerprints(raw).of(request, recording(request, raw), null);
    }

    private Fingerprint multipart(String boundary, MockPart... parts) throws IOException {
        return of(raw, "multipart/form-data;boundary=" + boundary, "ignored", request -> {
            for (MockPart part : parts) {
                request.addPart(part);
            }
        });
    }

    private static MockPart part(String name, String file, String type, String content) {
        MockPart part = new MockPart(name, file, content.getBytes(StandardCharsets.UTF_8));
        if (type != null) {
            part.getHeaders().set("Content-Type", type);
        }
        return part;
    }

    private Fingerprint opened(String type, String body) throws IOException {
        MockHttpServletRequest request = request(type, body);
        RecordingRequest recording = recording(request, raw);
        recording.getInputStream();
        return fingerprints(raw).of(request, recording, null);
    }

    private Fingerprint of(WebSettings settings, String type, String body, Consumer<MockHttpServletRequest> change)
            throws IOException {
        MockHttpServletRequest request = request(type, body);
        change.accept(request);
        MockHttpServletRequest sent = request.getHeader("X-Unknown-Length") == null ? request : chunked(body, type);
        return fingerprints(settings).of(sent, recording(sent, settings), null);
    }

    private static void ofUnknownLength(MockHttpServletRequest request) {
        request.addHeader("X-Unknown-Length", "true");
    }

    private static MockHttpServletRequest chunked(String body, String type) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/orders") {
            @Override
            public long getContentLengthLong() {
                return -1;
            }
        };
        request.setContentType(type);
        request.setContent(body.getBytes(StandardCharsets.UTF_8));
        return request;
    }

    private static MockHttpServletRequest request(String type, String body) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/orders");
        request.setContentType(type);
        request.setContent(body.getBytes(StandardCharsets.UTF_8));
        return request;
    }

    private static RecordingRequest recording(MockHttpServletRequest request, WebSettings settings) {
        return new RecordingRequest(
                request, settings.maxRequestBytes(), settings.bodyFingerprint() == BodyFingerprint.CANONICAL_JSON);
    }

    private static RequestFingerprint fingerprints(WebSettings settings) {
        return new RequestFingerprint(settings, new JacksonJsonCanonicalizer());
    }
}
