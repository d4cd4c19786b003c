package io.github.idempotency.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.web.http.RecordedResponse.Header;
import io.github.idempotency.web.http.ReplayableHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

/** Which headers and redirects belong to the answer that is recorded. */
class AnswerHeadersTests {

    private final MockHttpServletResponse client = new MockHttpServletResponse();
    private final List<String> events = new ArrayList<>();
    private final RecordingResponse response = new RecordingResponse(client, () -> events.add("no-store"));

    @Test
    void headersThatWereThereBeforeAreNotPartOfTheAnswer() {
        response.setHeader("X-Filter", "1");
        arm();
        response.setHeader("X-Answer", "1");
        response.addHeader("X-Answer", "2");
        response.setIntHeader("X-Set", 7);
        response.addIntHeader("X-Add", 8);
        response.setDateHeader("X-Date", 0);
        response.addDateHeader("X-Dates", 0);
        response.setHeader("Set-Cookie", "a=b");

        assertThat(headers())
                .contains(
                        new Header("X-Answer", "1"),
                        new Header("X-Answer", "2"),
                        new Header("X-Set", "7"),
                        new Header("X-Add", "8"))
                .extracting(Header::name)
                .containsExactly("X-Add", "X-Answer", "X-Answer", "X-Date", "X-Dates", "X-Set");
        assertThat(client.getHeaders("X-Answer")).containsExactly("1", "2");
        assertThat(client.getHeader("Set-Cookie")).isEqualTo("a=b");
        assertThat(client.getHeader("X-Date")).isNotNull();
        assertThat(client.getHeader("X-Dates")).isNotNull();
    }

    @Test
    void theContentTypeIsRecordedOnceHoweverItWasSet() {
        arm();
        response.setHeader("Content-Type", "text/plain");
        response.addHeader("content-type", "text/html");

        assertThat(headers()).containsExactly(new Header("Content-Type", "text/html"));
    }

    @Test
    void aLocaleBecomesTheLanguageOfTheAnswer() {
        response.setLocale(Locale.GERMAN);
        assertThat(client.getLocale()).isEqualTo(Locale.GERMAN);
        arm();
        response.setLocale(Locale.CANADA_FRENCH);

        assertThat(client.getLocale()).isEqualTo(Locale.CANADA_FRENCH);
        assertThat(headers()).containsExactly(new Header("Content-Language", "fr-CA"));
    }

    @Test
    void aHandlerMayAskThatItsAnswerIsNotRecordedAndNoClientSeesThat() {
        arm();
        response.setHeader("idempotency-policy", "No-Store");
        response.addHeader("Idempotency-Policy", "other");
        response.addHeader("Idempotency-Policy", null);

        assertThat(events).containsExactly("no-store");
        assertThat(client.getHeaderNames()).isEmpty();
        assertThat(headers()).isEmpty();
    }

    @Test
    void outsideOfProtectionThatHeaderIsLikeAnyOther() {
        response.setHeader("Idempotency-Policy", "no-store");

        assertThat(client.getHeader("Idempotency-Policy")).isEqualTo("no-store");
    }

    @Test
    void aRedirectThatTheContainerSetIsRecorded() throws Exception {
        arm();
        response.sendRedirect("/elsewhere");

        assertThat(headers()).containsExactly(new Header("Location", "/elsewhere"));
        assertThat(client.getRedirectedUrl()).isEqualTo("/elsewhere");
    }

    @Test
    void aLocationFromBeforeIsNot() {
        response.setHeader("Location", "/filter");
        arm();

        assertThat(headers()).isEmpty();
    }

    @Test
    void anErrorForgetsTheBodyAndIsSeen() throws Exception {
        for (boolean withMessage : new boolean[] {true, false}) {
            MockHttpServletResponse raw = new MockHttpServletResponse();
            RecordingResponse failing = new RecordingResponse(raw, () -> {});
            failing.arm(new ResponseBuffer(100, () -> true, raw));
            failing.getOutputStream().write(1);
            assertThat(failing.errorSent()).isFalse();
            if (withMessage) {
                failing.sendError(404, "none");
                assertThat(raw.getErrorMessage()).isEqualTo("none");
            } else {
                failing.sendError(404);
            }
            assertThat(failing.errorSent()).isTrue();
            assertThat(raw.getStatus()).isEqualTo(404);
            assertThat(failing.recorded(all()).body()).isEmpty();
        }
    }

    @Test
    void aRedirectCanBeTakenBackWhereTheTransactionMayStillFail() throws Exception {
        arm();
        response.keepTurns();
        response.getOutputStream().write(1);
        response.sendRedirect("/elsewhere", 303);
        response.getOutputStream().write(1);

        assertThat(response.isCommitted()).isTrue();
        assertThat(client.isCommitted()).isFalse();
        assertThat(client.getStatus()).isEqualTo(303);
        assertThat(response.recorded(all()).body()).isEmpty();

        response.startOver();
        assertThat(response.isCommitted()).isFalse();
        assertThat(client.getHeader("Location")).isNull();
        response.getOutputStream().write("tea".getBytes(StandardCharsets.UTF_8));
        assertThat(response.recorded(all()).body()).hasSize(3);
    }

    @Test
    void everyWayToRedirectIsHeldBack() throws Exception {
        arm();
        response.keepTurns();
        response.sendRedirect("/a");
        assertThat(client.getStatus()).isEqualTo(302);
        response.sendRedirect("/b", true);
        assertThat(client.getHeader("Location")).isEqualTo("/b");
        response.sendRedirect("/c", 307, true);
        assertThat(client.getStatus()).isEqualTo(307);
        assertThat(headers()).containsExactly(new Header("Location", "/c"));
        assertThat(client.isCommitted()).isFalse();
    }

    @Test
    void anUnheldRedirectIsTheContainers() throws Exception {
        List<String> redirects = new ArrayList<>();
        RecordingResponse open = new RecordingResponse(
                new MockHttpServletResponse() {
                    @Override
                    public void sendRedirect(String location, int status, boolean clearBuffer) {
                        redirects.add(location + " " + status + " " + clearBuffer);
                    }

                    @Override
                    public void sendRedirect(String location) {
                        redirects.add(location);
                    }
                },
                () -> {});
        open.sendRedirect("/a");
        open.sendRedirect("/b", 303);
        open.sendRedirect("/c", false);
        open.sendRedirect("/d", 307, false);

        assertThat(redirects).hasSize(4);
        assertThat(redirects.get(0)).startsWith("/a");
        assertThat(redirects.get(1)).startsWith("/b 303");
        assertThat(redirects.get(2)).isEqualTo("/c 302 false");
        assertThat(redirects.get(3)).isEqualTo("/d 307 false");
    }

    @Test
    void anotherDispatchGoesOnWithTheHeadersOfTheAnswer() {
        client.setHeader("Location", "/filter");
        arm();
        response.setHeader("X-Answer", "1");
        RecordingResponse next = new RecordingResponse(client, () -> {});
        next.arm(new ResponseBuffer(100, () -> true, client));

        next.continueFrom(response);

        assertThat(next.recorded(all()).headers()).containsExactly(new Header("X-Answer", "1"));
    }

    private void arm() {
        response.arm(new ResponseBuffer(100, () -> true, client));
    }

    private List<Header> headers() {
        return response.recorded(all()).headers();
    }

    private static ReplayableHeaders all() {
        return new ReplayableHeaders(List.of());
    }
}
