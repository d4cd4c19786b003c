package io.github.idempotency.web.servlet;

import static io.github.idempotency.web.servlet.PlayedContainer.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.Rejection;
import io.github.idempotency.store.RecordView.State;
import io.github.idempotency.web.http.Settings;
import io.github.idempotency.web.servlet.PlayedContainer.PlayedAnswer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;

/** What a client gets for a first request and for its repetitions. */
class HttpCallTests {

    private final PlayedContainer container = new PlayedContainer(
            Settings.with().limits(1_000, 50).aliases("X-Key").build(), true);
    private final Desk desk = container.desk;

    @AfterEach
    void close() {
        container.close();
    }

    @Test
    void aDuplicateGetsTheRecordedAnswer() {
        desk.work = (request, response) ->
                ResponseEntity.status(201).header("X-Note", "1").body("made");
        PlayedAnswer first = container.serve("/orders", "k");
        PlayedAnswer second = container.serve("/orders", "k");

        assertThat(first.text()).isEqualTo("made");
        assertThat(first.getContentLength()).isEqualTo(4);
        assertThat(first.replayed()).isFalse();
        assertThat(second.text()).isEqualTo("made");
        assertThat(second.getStatus()).isEqualTo(201);
        assertThat(second.getHeader("X-Note")).isEqualTo("1");
        assertThat(second.replayed()).isTrue();
        assertThat(desk.runs).isEqualTo(1);
    }

    @Test
    void theRecordIsCompleteBeforeTheFirstByteLeaves() {
        PlayedAnswer[] answer = {null};
        desk.work = (request, response) -> {
            response.getOutputStream().write("part".getBytes(StandardCharsets.UTF_8));
            response.flushBuffer();
            assertThat(container.store().states()).containsExactly(State.CLAIMED);
            return null;
        };
        answer[0] = container.serve("/orders", "k");

        assertThat(answer[0].text()).isEqualTo("part");
        assertThat(container.serve("/orders", "k").text()).isEqualTo("part");
    }

    @Test
    void anotherRequestUnderTheSameKeyIsRefused() {
        container.serve("/orders", "k");
        MockHttpServletRequest other = post("/orders", "k");
        other.setContent("coffee".getBytes(StandardCharsets.UTF_8));

        PlayedAnswer refused = container.serve(other);

        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.refusedAs("idempotency-key-reused")).isTrue();
        assertThat(desk.runs).isEqualTo(1);
    }

    @Test
    void aSecondRequestWhileTheFirstIsRunningIsRefused() {
        PlayedAnswer[] second = {null};
        desk.work = (request, response) -> {
            if (second[0] == null) {
                second[0] = CompletableFuture.supplyAsync(() -> container.serve("/orders", "k"))
                        .join();
            }
            return "done";
        };
        container.serve("/orders", "k");

        assertThat(second[0].getStatus()).isEqualTo(409);
        assertThat(second[0].getHeader("Retry-After")).isEqualTo("5");
        assertThat(second[0].refusedAs(Rejection.IN_PROGRESS.code())).isTrue();
    }

    @Test
    void aRequestWithoutUsableKeyIsRefused() {
        PlayedAnswer missing = container.serve("/orders", null);
        PlayedAnswer invalid = container.serve("/orders", "a,b");

        assertThat(missing.getStatus()).isEqualTo(400);
        assertThat(missing.refusedAs(Rejection.KEY_MISSING.code())).isTrue();
        assertThat(missing.text()).contains("needs the header Idempotency-Key");
        assertThat(invalid.refusedAs(Rejection.KEY_INVALID.code())).isTrue();
        assertThat(invalid.text()).contains("The header Idempotency-Key cannot be used: the header holds a list");
        assertThat(desk.runs).isZero();
    }

    @Test
    void aRequestThatIsTooLargeToBeComparedIsRefused() {
        MockHttpServletRequest large = post("/orders", "k");
        large.setContent(new byte[1_001]);
        PlayedAnswer refused = container.serve(large);

        assertThat(refused.getStatus()).isEqualTo(413);
        assertThat(refused.text()).contains("larger than the 1000 bytes");
        assertThat(desk.runs).isZero();
    }

    @Test
    void whereTheKeyIsOptionalARequestWithoutOneIsExecutedEachTime() {
        container.serve("/optional", null);
        container.serve("/optional", null);
        assertThat(desk.runs).isEqualTo(2);
        assertThat(container.store().states()).isEmpty();

        container.serve("/optional", "k");
        assertThat(container.serve("/optional", "k").replayed()).isTrue();
        assertThat(desk.runs).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void methodsThatChangeNothingAreLeftAlone(String method) {
        MockHttpServletRequest request = post("/optional", "k");
        request.setMethod(method);
        container.serve(request);

        assertThat(container.store().states()).isEmpty();
    }

    @Test
    void aKeyMayComeUnderAnotherName() {
        for (int i = 0; i < 2; i++) {
            MockHttpServletRequest request = post("/orders", null);
            request.addHeader("X-Key", "k");
            container.serve(request);
        }
        assertThat(container.serve("/orders", "k").replayed()).isTrue();
        assertThat(desk.runs).isEqualTo(1);
    }

    @Test
    void anExpressionMayChooseKeyAndFingerprint() {
        assertThat(container.serve(keyed("1", "tea")).text()).isEqualTo("done");
        MockHttpServletRequest again = keyed("1", "tea");
        again.setContent("another body".getBytes(StandardCharsets.UTF_8));

        assertThat(container.serve(again).replayed()).isTrue();
        assertThat(container.serve(keyed("1", "coffee")).refusedAs("idempotency-key-reused"))
                .isTrue();
        PlayedAnswer missing = container.serve(keyed(null, "tea"));
        assertThat(missing.refusedAs(Rejection.KEY_MISSING.code())).isTrue();
        assertThat(missing.text()).contains("takes its key from the request");
    }

    @Test
    void aHandlerMayDeclineToBeRecorded() {
        desk.work = (request, response) -> {
            response.setHeader("Idempotency-Policy", "no-store");
            return "done";
        };
        assertThat(container.serve("/orders", "k").getHeader("Idempotency-Policy"))
                .isNull();
        container.serve("/orders", "k");
        assertThat(desk.runs).isEqualTo(2);
        assertThat(container.store().states()).isEmpty();
    }

    @Test
    void filtersFurtherInCannotSpoilAReplay() {
        container.serve("/orders", "k");
        container.filterFurtherIn((request, response, chain) -> {
            chain.doFilter(request, response);
            response.getOutputStream().write(1);
        });

        assertThat(container.serve("/orders", "k").text()).isEqualTo("done");
    }

    @Test
    void handlersThatAreNotProtectedAreLeftAlone() {
        container.serve("/plain", "k");
        container.serve("/plain", "k");

        assertThat(desk.runs).isEqualTo(2);
    }

    private static MockHttpServletRequest keyed(String id, String what) {
        MockHttpServletRequest request = post("/keyed", null);
        if (id != null) {
            request.setParameter("id", id);
        }
        request.setParameter("what", what);
        return request;
    }
}
