package io.github.idempotency.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.idempotency.web.http.RecordedResponse;
import io.github.idempotency.web.http.RecordedResponse.Header;
import io.github.idempotency.web.http.ReplayableHeaders;
import jakarta.servlet.ServletOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

/** Answers that are kept until their record is complete, and those that are not. */
class RecordingResponseTests {

    private static final byte[] TEA = "tea".getBytes(StandardCharsets.UTF_8);
    private static final int LIMIT = 10;

    private final MockHttpServletResponse client = new MockHttpServletResponse();
    private final List<String> events = new ArrayList<>();
    private final RecordingResponse response = new RecordingResponse(client, () -> events.add("no-store"));

    @Test
    void untilItIsArmedEverythingLeaves() throws Exception {
        response.setContentLength(3);
        response.setHeader("X-Early", "1");
        response.getOutputStream().write(TEA);
        response.getOutputStream().flush();
        response.flushBuffer();

        assertThat(client.getContentAsByteArray()).isEqualTo(TEA);
        assertThat(client.getContentLength()).isEqualTo(3);
        assertThat(client.isCommitted()).isTrue();
        assertThat(response.keeping()).isFalse();
    }

    @Test
    void onceArmedNothingLeavesUntilItIsSent() throws Exception {
        arm();
        response.setContentType("text/plain");
        response.getOutputStream().write('t');
        response.getOutputStream().write(TEA, 1, 2);
        response.getOutputStream().flush();
        response.getOutputStream().close();
        response.flushBuffer();
        response.setContentLength(99);
        response.setContentLengthLong(99);
        response.setHeader("Content-Length", "99");

        assertThat(response.keeping()).isTrue();
        assertThat(client.getContentAsByteArray()).isEmpty();
        assertThat(client.isCommitted()).isFalse();
        assertThat(recorded().body()).isEqualTo(TEA);

        response.send();
        assertThat(client.getContentAsByteArray()).isEqualTo(TEA);
        assertThat(client.getContentLength()).isEqualTo(3);
        assertThat(response.keeping()).isFalse();
        response.send();
        assertThat(client.getContentAsByteArray()).isEqualTo(TEA);
    }

    @Test
    void anEmptyAnswerIsSentAsItIs() throws Exception {
        arm();
        response.setStatus(204);
        response.send();

        assertThat(client.getStatus()).isEqualTo(204);
        assertThat(client.getHeader("Content-Length")).isNull();
        response.flushBuffer();
        assertThat(client.isCommitted()).isTrue();
    }

    @Test
    void aStreamOrWriterThatWasOpenBeforeIsArmedAsWell() throws Exception {
        ServletOutputStream stream = response.getOutputStream();
        arm();
        stream.write(TEA);
        assertThat(client.getContentAsByteArray()).isEmpty();

        MockHttpServletResponse other = new MockHttpServletResponse();
        RecordingResponse text = new RecordingResponse(other, () -> {});
        text.getWriter().write("a");
        text.arm(new ResponseBuffer(LIMIT, () -> true, other));
        text.getWriter().write("b");
        text.getWriter().flush();
        text.getWriter().close();
        assertThat(other.getContentAsString()).isEqualTo("a");
        assertThat(text.recorded(all()).body()).isEqualTo(new byte[] {'b'});
    }

    @Test
    void textIsKeptInItsEncodingWithoutBeingFlushed() throws Exception {
        arm();
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().write("caf\u00e9");
        response.setCharacterEncoding("ISO-8859-1");
        response.setContentType("text/html; charset=ISO-8859-1");

        assertThat(recorded().body()).isEqualTo("caf\u00e9".getBytes(StandardCharsets.UTF_8));
        assertThat(recorded().headers()).containsExactly(new Header("Content-Type", "text/html;charset=UTF-8"));
    }

    @Test
    void anEncodingIsChosenBeforeTheWriterIsOpen() throws Exception {
        arm();
        response.setCharacterEncoding(StandardCharsets.UTF_16BE);
        response.getWriter().write("a");
        response.setCharacterEncoding((Charset) null);

        assertThat(recorded().body()).containsExactly(0, 'a');
        assertThat(response.getCharacterEncoding()).isEqualTo("UTF-16BE");
    }

    @Test
    void unarmedTextLeavesAtOnce() throws Exception {
        response.getWriter().write("tea");
        response.getWriter().flush();
        assertThat(client.getContentAsString()).isEqualTo("tea");
        assertThat(client.isCommitted()).isTrue();
    }

    @Test
    void streamAndWriterExcludeEachOther() throws Exception {
        response.getWriter();
        assertThatIllegalStateException().isThrownBy(response::getOutputStream);

        RecordingResponse other = new RecordingResponse(new MockHttpServletResponse(), () -> {});
        assertThat(other.getOutputStream()).isSameAs(other.getOutputStream());
        assertThatIllegalStateException().isThrownBy(other::getWriter);
        assertThat(response.getWriter()).isSameAs(response.getWriter());
    }

    @Test
    void whatIsOverTheLimitLeavesAfterTheRecordWasTold() throws Exception {
        arm();
        response.getOutputStream().write(new byte[LIMIT]);
        assertThat(events).isEmpty();

        response.getOutputStream().write(TEA);
        response.getOutputStream().flush();

        assertThat(events).containsExactly("overflow");
        assertThat(client.getContentAsByteArray()).hasSize(LIMIT + 3).endsWith(TEA);
        response.getOutputStream().write(TEA);
        assertThat(events).containsExactly("overflow");
        assertThat(client.getContentAsByteArray()).hasSize(LIMIT + 6);
        assertThat(client.isCommitted()).isTrue();
    }

    @Test
    void whatMustNotLeaveComesToNothing() throws Exception {
        response.arm(new ResponseBuffer(LIMIT, () -> !events.add("overflow"), client));
        response.getOutputStream().write(TEA);
        response.getOutputStream().write(new byte[LIMIT]);
        response.getOutputStream().write(TEA);

        assertThat(events).containsExactly("overflow");
        assertThat(recorded().body()).isEqualTo(TEA);
        assertThat(client.getContentAsByteArray()).isEmpty();
    }

    @Test
    void aResetTakesTheAnswerBackAndAllowsAnother() throws Exception {
        client.addHeader("X-Before", "1");
        client.addHeader("X-Before", "2");
        arm();
        response.keepTurns();
        response.setHeader("X-Answer", "1");
        response.getWriter().write("first");
        response.finishBody();

        response.startOver();
        response.getOutputStream().write(TEA);

        assertThat(recorded().body()).isEqualTo(TEA);
        assertThat(recorded().headers()).isEmpty();
        assertThat(client.getHeaders("X-Before")).containsExactly("1", "2");
        assertThat(client.getHeader("X-Answer")).isNull();
    }

    @Test
    void aResetOfTheBufferKeepsTheHeaders() throws Exception {
        arm();
        response.setHeader("X-Answer", "1");
        response.getOutputStream().write(TEA);
        response.resetBuffer();

        assertThat(recorded().body()).isEmpty();
        assertThat(recorded().headers()).containsExactly(new Header("X-Answer", "1"));
    }

    @Test
    void afterItIsFinishedNothingIsTakenAnyMore() throws Exception {
        arm();
        response.getOutputStream().write(TEA);
        response.finishBody();
        response.getOutputStream().write(TEA);
        response.send();

        assertThat(client.getContentAsByteArray()).isEqualTo(TEA);
    }

    private void arm() {
        response.arm(new ResponseBuffer(LIMIT, () -> events.add("overflow"), client));
    }

    private RecordedResponse recorded() {
        return response.recorded(all());
    }

    private static ReplayableHeaders all() {
        return new ReplayableHeaders(List.of());
    }
}
