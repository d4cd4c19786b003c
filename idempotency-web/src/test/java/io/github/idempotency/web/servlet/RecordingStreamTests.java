package io.github.idempotency.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

/** The stream of an answer, while it is kept and where it is not. */
class RecordingStreamTests {

    private static final byte[] TEA = "tea".getBytes(StandardCharsets.UTF_8);
    private static final int LIMIT = 10;

    private final MockHttpServletResponse client = new MockHttpServletResponse();
    private final List<String> events = new ArrayList<>();
    private final RecordingResponse response = new RecordingResponse(client, () -> events.add("no-store"));

    @Test
    void anOpenEndedAnswerIsPassedOn() throws Exception {
        arm();
        response.getOutputStream().write(TEA);
        response.passOn();
        response.getOutputStream().write(TEA);
        response.passOn();

        assertThat(client.getContentAsString()).isEqualTo("teatea");
        assertThat(events).isEmpty();
    }

    @Test
    void aReplayLetsNothingOfTheHandlersThrough() throws Exception {
        client.setHeader("X-Early", "1");
        response.seal();
        response.setStatus(500);
        response.setHeader("X-Late", "1");
        response.addHeader("X-Late", "1");
        response.setDateHeader("X-Date", 0);
        response.addDateHeader("X-Date", 0);
        response.addIntHeader("X-Int", 1);
        response.setLocale(Locale.FRENCH);
        response.setContentType("text/plain");
        response.setCharacterEncoding("UTF-16");
        response.addCookie(new Cookie("a", "b"));
        response.sendError(404);
        response.sendError(404, "no");
        response.sendRedirect("/x");
        response.sendRedirect("/x", 303);
        response.sendRedirect("/x", false);
        response.sendRedirect("/x", 303, false);
        response.reset();
        response.getOutputStream().write(TEA);
        response.flushBuffer();
        response.send();

        assertThat(client.getStatus()).isEqualTo(200);
        assertThat(client.getHeaderNames()).containsExactly("X-Early");
        assertThat(client.getContentAsByteArray()).isEmpty();
        assertThat(client.isCommitted()).isFalse();
        assertThat(client.getErrorMessage()).isNull();
        assertThat(client.getCharacterEncoding()).isNotEqualTo("UTF-16");
        assertThat(client.getCookies()).isEmpty();
        assertThat(response.sealed()).isTrue();
        assertThat(response.errorSent()).isFalse();
    }

    @Test
    void aWriteListenerIsToldThatItMayWrite() throws Exception {
        arm();
        assertThat(response.getOutputStream().isReady()).isTrue();
        response.getOutputStream().setWriteListener(new WriteListener() {
            @Override
            public void onWritePossible() throws IOException {
                events.add("possible");
                throw new IOException("gone");
            }

            @Override
            public void onError(Throwable failure) {
                events.add(failure.getMessage());
            }
        });

        assertThat(events).containsExactly("possible", "gone");
    }

    @Test
    void unarmedTheContainersStreamTells() throws Exception {
        WriteListener[] set = {null};
        boolean[] closed = {false};
        RecordingResponse over = new RecordingResponse(
                new MockHttpServletResponse() {
                    @Override
                    public ServletOutputStream getOutputStream() {
                        return new ServletOutputStream() {
                            @Override
                            public boolean isReady() {
                                return set[0] != null;
                            }

                            @Override
                            public void setWriteListener(WriteListener listener) {
                                set[0] = listener;
                            }

                            @Override
                            public void write(int b) {}

                            @Override
                            public void close() {
                                closed[0] = true;
                            }
                        };
                    }
                },
                () -> {});

        assertThat(over.getOutputStream().isReady()).isFalse();
        WriteListener listener = new WriteListener() {
            @Override
            public void onWritePossible() {}

            @Override
            public void onError(Throwable failure) {}
        };
        over.getOutputStream().setWriteListener(listener);
        over.getOutputStream().close();
        assertThat(set[0]).isSameAs(listener);
        assertThat(over.getOutputStream().isReady()).isTrue();
        assertThat(closed[0]).isTrue();
    }

    private void arm() {
        response.arm(new ResponseBuffer(LIMIT, () -> events.add("overflow"), client));
    }
}
