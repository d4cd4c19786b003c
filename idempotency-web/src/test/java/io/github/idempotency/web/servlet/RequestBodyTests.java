package io.github.idempotency.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ReadListener;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.DelegatingServletInputStream;
import org.springframework.mock.web.MockHttpServletRequest;

/** Request bodies, which the handler has to be able to read as if nobody else had. */
class RequestBodyTests {

    private static final byte[] TEA = "tea".getBytes(StandardCharsets.UTF_8);

    @Test
    void whatWasReadAheadIsStillReadByTheHandler() throws Exception {
        DigestingInputStream body = body(TEA, 10, false);
        assertThat(body.read()).isEqualTo('t');

        assertThat(body.readAhead()).isTrue();

        assertThat(body.size()).isEqualTo(3);
        assertThat(body.digest()).isEqualTo(sha256(TEA));
        assertThat(body.available()).isEqualTo(2);
        assertThat(body.isFinished()).isFalse();
        assertThat(body.isReady()).isTrue();
        assertThat(body.read()).isEqualTo('e');
        assertThat(body.read()).isEqualTo('a');
        assertThat(body.read()).isEqualTo(-1);
        assertThat(body.isFinished()).isTrue();
        assertThat(body.readAhead()).isTrue();
        assertThat(body.digest()).isEqualTo(sha256(TEA));
    }

    @Test
    void bytesAboveTheAsciiRangeAreNoEndOfStream() throws Exception {
        DigestingInputStream body = body(new byte[] {(byte) 0xff, (byte) 0x80}, 10, false);

        assertThat(body.read()).isEqualTo(0xff);
        body.readAhead();
        assertThat(body.read()).isEqualTo(0x80);
        assertThat(body.read()).isEqualTo(-1);
    }

    @Test
    void aBodyOfTheLimitIsTakenAndALongerOneIsNotReadToItsEnd() throws Exception {
        assertThat(body(new byte[100_000], 100_000, false).readAhead()).isTrue();

        byte[] large = new byte[100_000];
        DigestingInputStream body = body(large, 99_999, false);
        assertThat(body.readAhead()).isFalse();
        assertThat(body.readAhead()).isFalse();

        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 1;
            }
        };
        assertThat(new DigestingInputStream(new DelegatingServletInputStream(endless), 10, false).readAhead())
                .isFalse();
    }

    @Test
    void aCopyIsKeptOnlyWhereItIsWantedAndOnlyUpToTheLimit() throws Exception {
        DigestingInputStream copied = body(TEA, 3, true);
        copied.readAhead();
        assertThat(copied.bytes()).isEqualTo(TEA);
        assertThat(copied.unread()).isEqualTo(TEA);

        DigestingInputStream uncopied = body(TEA, 3, false);
        assertThat(uncopied.unread()).isEmpty();
        uncopied.readAhead();
        assertThat(uncopied.bytes()).isEmpty();

        DigestingInputStream tooLarge = body(TEA, 2, true);
        tooLarge.readAhead();
        assertThat(tooLarge.bytes()).isEmpty();
    }

    @Test
    void closingEarlyLosesNothingOfTheDigest() throws Exception {
        boolean[] closed = {false};
        DigestingInputStream body = new DigestingInputStream(
                new DelegatingServletInputStream(new ByteArrayInputStream(TEA) {
                    @Override
                    public void close() {
                        closed[0] = true;
                    }
                }),
                10,
                false);

        body.close();
        assertThat(closed[0]).isFalse();
        body.readAhead();
        assertThat(body.digest()).isEqualTo(sha256(TEA));
        body.close();
        assertThat(closed[0]).isTrue();
    }

    @Test
    void beforeItIsReadAheadTheContainersStreamAnswers() throws Exception {
        DigestingInputStream body = body(TEA, 10, false);

        assertThat(body.available()).isEqualTo(3);
        assertThat(body.isReady()).isTrue();
        assertThat(body.isFinished()).isFalse();
        assertThat(body.readAllBytes()).isEqualTo(TEA);
        assertThat(body.read()).isEqualTo(-1);
        assertThat(body.isFinished()).isTrue();
    }

    @Test
    void aListenerIsToldOfWhatWasReadAhead() throws Exception {
        List<String> heard = new ArrayList<>();
        DigestingInputStream body = body(TEA, 10, false);
        body.readAhead();
        body.setReadListener(listener(heard, body));
        assertThat(heard).containsExactly("data tea", "all");

        heard.clear();
        DigestingInputStream empty = body(new byte[0], 10, false);
        empty.readAhead();
        empty.setReadListener(listener(heard, empty));
        assertThat(heard).containsExactly("all");

        heard.clear();
        DigestingInputStream failing = body(TEA, 10, false);
        failing.readAhead();
        failing.setReadListener(listener(heard, null));
        assertThat(heard).containsExactly("error no body");
    }

    @Test
    void aListenerThatComesBeforeIsTheContainers() {
        ReadListener[] set = {null};
        DigestingInputStream body = new DigestingInputStream(
                new DelegatingServletInputStream(new ByteArrayInputStream(TEA)) {
                    @Override
                    public void setReadListener(ReadListener listener) {
                        set[0] = listener;
                    }
                },
                10,
                false);
        ReadListener listener = listener(new ArrayList<>(), body);

        body.setReadListener(listener);

        assertThat(set[0]).isSameAs(listener);
    }

    @Test
    void aReaderReadsInTheEncodingOfTheRequest() throws Exception {
        MockHttpServletRequest utf8 = post("text/plain;charset=UTF-8", "caf\u00e9".getBytes(StandardCharsets.UTF_8));
        MockHttpServletRequest unsaid = post("text/plain", new byte[] {'c', 'a', 'f', (byte) 0xe9});

        BufferedReader reader = recording(utf8).getReader();
        assertThat(reader.readLine()).isEqualTo("caf\u00e9");
        assertThat(recording(unsaid).getReader().readLine()).isEqualTo("caf\u00e9");
    }

    @Test
    void askingTwiceGivesTheSameStreamAndReader() throws Exception {
        RecordingRequest request = recording(post("text/plain", TEA));

        assertThat(request.streamIfOpened()).isNull();
        assertThat(request.getReader()).isSameAs(request.getReader());
        assertThat(request.getInputStream()).isSameAs(request.getInputStream()).isSameAs(request.streamIfOpened());
    }

    @Test
    void kindsOfBodiesAreToldByTheirType() {
        assertThat(recording(post("application/x-www-form-urlencoded;charset=UTF-8", TEA))
                        .isForm())
                .isTrue();
        assertThat(recording(post("Application/X-WWW-Form-URLEncoded", TEA)).isForm())
                .isTrue();
        assertThat(recording(post("text/plain", TEA)).isForm()).isFalse();
        assertThat(recording(post("multipart/form-data;boundary=x", TEA)).isMultipart())
                .isTrue();
        assertThat(recording(post(null, TEA)).isMultipart()).isFalse();
        assertThat(recording(post("application/problem+JSON", TEA)).isJson()).isTrue();
        assertThat(recording(post("text/plain", TEA)).isJson()).isFalse();
        assertThat(recording(post(null, TEA)).isJson()).isFalse();
        assertThat(recording(post("text/plain;charset=UTF-16", TEA)).charset()).isEqualTo(StandardCharsets.UTF_16);
        assertThat(recording(post("text/plain", TEA)).charset()).isEqualTo(StandardCharsets.UTF_8);
    }

    @Test
    void parametersComeFromTheFormThatWasReadHere() throws Exception {
        MockHttpServletRequest form = post(
                "application/x-www-form-urlencoded", "b=1&a=%20x&a=y&bad=%zz&flag".getBytes(StandardCharsets.UTF_8));
        form.setQueryString("q=2&a=first");
        RecordingRequest request = recording(form);
        FormDigest.of(request);

        assertThat(request.getParameter("a")).isEqualTo("first");
        assertThat(request.getParameterValues("a")).containsExactly("first", " x", "y");
        assertThat(request.getParameter("b")).isEqualTo("1");
        assertThat(request.getParameter("bad")).isEqualTo("%zz");
        assertThat(request.getParameter("flag")).isEmpty();
        assertThat(request.getParameter("none")).isNull();
        assertThat(request.getParameterValues("none")).isNull();
        assertThat(request.getParameterMap()).containsOnlyKeys("a", "b", "bad", "flag", "q");
        assertThat(Collections.list(request.getParameterNames())).containsExactly("q", "a", "b", "bad", "flag");
        assertThat(new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("b=1&a=");

        request.getParameterValues("a")[0] = "changed";
        assertThat(request.getParameter("a")).isEqualTo("first");
        request.parameters(Map.of("e", new String[0]));
        assertThat(request.getParameter("e")).isNull();
    }

    @Test
    void parametersAreTheContainersOtherwise() {
        MockHttpServletRequest plain = post("text/plain", TEA);
        plain.setParameter("p", "1", "2");
        RecordingRequest request = recording(plain);

        assertThat(request.getParameter("p")).isEqualTo("1");
        assertThat(request.getParameterValues("p")).containsExactly("1", "2");
        assertThat(request.getParameterMap()).containsOnlyKeys("p");
        assertThat(Collections.list(request.getParameterNames())).containsExactly("p");
    }

    private static ReadListener listener(List<String> heard, DigestingInputStream body) {
        return new ReadListener() {
            @Override
            public void onDataAvailable() throws IOException {
                if (body == null) {
                    throw new IOException("no body");
                }
                heard.add("data " + new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }

            @Override
            public void onAllDataRead() {
                heard.add("all");
            }

            @Override
            public void onError(Throwable failure) {
                heard.add("error " + failure.getMessage());
            }
        };
    }

    private static MockHttpServletRequest post(String type, byte[] content) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/orders");
        request.setContentType(type);
        request.setContent(content);
        return request;
    }

    private static RecordingRequest recording(MockHttpServletRequest request) {
        return new RecordingRequest(request, 1_000, false);
    }

    private static DigestingInputStream body(byte[] content, long limit, boolean keepCopy) {
        return new DigestingInputStream(
                new DelegatingServletInputStream(new ByteArrayInputStream(content)), limit, keepCopy);
    }

    private static byte[] sha256(byte[] content) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(content);
    }
}
