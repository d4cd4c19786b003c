package io.github.idempotency.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.web.http.Problem;
import io.github.idempotency.web.http.Problems;
import io.github.idempotency.web.http.RecordedResponse;
import io.github.idempotency.web.http.RecordedResponse.Header;
import io.github.idempotency.web.http.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Replays and refusals on the wire. */
class ReplayWriterTests {

    private static final byte[] TEA = "tea".getBytes(StandardCharsets.UTF_8);

    private final ReplayWriter writer = new ReplayWriter("Idempotent-Replayed");
    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void aReplayIsTheRecordedAnswerWithAMark() throws Exception {
        response.setHeader("X-Note", "of a filter");
        writer.write(
                new RecordedResponse(
                        201,
                        List.of(
                                new Header("Content-Type", "text/plain;charset=UTF-8"),
                                new Header("X-Note", "1"),
                                new Header("x-note", "2")),
                        TEA),
                request,
                response);

        assertThat(response.getStatus()).isEqualTo(201);
        assertThat(response.getContentType()).isEqualTo("text/plain;charset=UTF-8");
        assertThat(response.getHeaders("X-Note")).containsExactly("1", "2");
        assertThat(response.getHeader("Idempotent-Replayed")).isEqualTo("true");
        assertThat(response.getContentAsByteArray()).isEqualTo(TEA);
        assertThat(response.getContentLength()).isEqualTo(3);
    }

    @Test
    void aReplayWithoutBodyHasNoLength() throws Exception {
        writer.write(new RecordedResponse(204, List.of(), new byte[0]), request, response);

        assertThat(response.getStatus()).isEqualTo(204);
        assertThat(response.getHeader("Content-Length")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "GZIP",
                "br, gzip",
                "*",
                "br;q=1, *;q=0.5",
                "gzip;q=0.1",
                "identity;q=0, gzip",
                "*;q=0, gzip"
            })
    void whoTakesGzipGetsItAsItWasRecorded(String accepted) throws Exception {
        request.addHeader("Accept-Encoding", accepted);
        writer.write(zipped("gzip"), request, response);

        assertThat(response.getHeader("Content-Encoding")).isEqualTo("gzip");
        assertThat(response.getContentAsByteArray()).isEqualTo(zipped("gzip").body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "", "gzip;q=0", "gzip ; Q = 0.00", "*;q=0", "*, gzip;q=0", "gzipped"})
    void whoDoesNotGetsItUnzipped(String accepted) throws Exception {
        request.addHeader("Accept-Encoding", accepted);
        writer.write(zipped("GZip"), request, response);

        assertThat(response.getHeader("Content-Encoding")).isNull();
        assertThat(response.getContentAsByteArray()).isEqualTo(TEA);
        assertThat(response.getContentLength()).isEqualTo(3);
    }

    @Test
    void otherEncodingsAreLeftAlone() throws Exception {
        writer.write(zipped("br"), request, response);

        assertThat(response.getHeader("Content-Encoding")).isEqualTo("br");
        assertThat(response.getContentAsByteArray()).isEqualTo(zipped("br").body());
    }

    @Test
    void aRefusalIsAProblemDocumentWithALinkToItsDescription() throws Exception {
        Problems problems = new Problems(
                Settings.with().documentation("https://shop.example/keys").build());
        Problem problem = new Problem(409, "t", "T", "caf\u00e9", "c", true, Duration.ofSeconds(3));
        new ProblemDocumentRenderer(problems).render(problem, request, response);

        assertThat(response.getStatus()).isEqualTo(409);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(response.getHeader("Content-Language")).isEqualTo("en");
        assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(response.getHeader("Retry-After")).isEqualTo("3");
        assertThat(response.getHeader("Link"))
                .isEqualTo("<https://shop.example/keys>; rel=\"describedby\"; type=\"text/html\"");
        assertThat(response.getContentAsByteArray()).isEqualTo(problem.json().getBytes(StandardCharsets.UTF_8));
        assertThat(response.getContentLength()).isEqualTo(response.getContentAsByteArray().length);
    }

    @Test
    void aRefusalForGoodNamesNoTime() throws Exception {
        Problems problems = new Problems(Settings.with().build());
        new ProblemDocumentRenderer(problems).render(problems.unsupported(), request, response);

        assertThat(response.getHeader("Retry-After")).isNull();
    }

    private static RecordedResponse zipped(String encoding) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(body)) {
            out.write(TEA);
        }
        return new RecordedResponse(200, List.of(new Header("content-encoding", encoding)), body.toByteArray());
    }
}
