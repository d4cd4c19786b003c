package io.github.idempotency.web.servlet;

import static io.github.idempotency.web.servlet.PlayedContainer.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.idempotency.Rejection;
import io.github.idempotency.store.RecordView.State;
import io.github.idempotency.web.http.Settings;
import io.github.idempotency.web.servlet.PlayedContainer.PlayedAnswer;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Handlers whose work goes on after they have returned. */
@Timeout(60)
class AsyncCallTests {

    private final PlayedContainer container =
            new PlayedContainer(Settings.with().build(), false);
    private final Desk desk = container.desk;
    private final MockHttpServletRequest request = post("/orders", "k");

    @AfterEach
    void close() {
        container.close();
    }

    @Test
    void theRecordIsCompleteWhenTheWorkIs() {
        DeferredResult<Object> result = new DeferredResult<>();
        desk.work = (http, response) -> result;
        PlayedAnswer answer = container.serve(request);
        assertThat(container.store().states()).containsExactly(State.CLAIMED);
        assertThat(container.serve("/orders", "k").refusedAs(Rejection.IN_PROGRESS.code()))
                .isTrue();

        result.setResult("later");
        container.resume(request, answer);

        assertThat(answer.text()).isEqualTo("later");
        PlayedAnswer second = container.serve("/orders", "k");
        assertThat(second.text()).isEqualTo("later");
        assertThat(second.replayed()).isTrue();
        assertThat(desk.runs).isEqualTo(1);
    }

    @Test
    void workOfAnyKindIsRecorded() {
        for (Object work : new Object[] {
            (Callable<String>) () -> "later", CompletableFuture.completedFuture("later"), ResponseEntity.ok("later")
        }) {
            String key = work.getClass().getSimpleName();
            desk.work = (http, response) -> work;
            MockHttpServletRequest each = post("/orders", key);
            PlayedAnswer answer = container.serve(each);
            if (each.isAsyncStarted()) {
                awaitDispatch(each);
                container.resume(each, answer);
            }
            assertThat(answer.text()).isEqualTo("later");
            assertThat(container.serve("/orders", key).replayed()).isTrue();
        }
    }

    @Test
    void aFailureOfTheWorkIsAFailure() {
        DeferredResult<Object> result = new DeferredResult<>();
        desk.work = (http, response) -> result;
        PlayedAnswer answer = container.serve(request);
        result.setErrorResult(new IllegalStateException("broken"));
        container.resume(request, answer);

        assertThat(answer.text()).isEqualTo("page 500");
        assertThat(container.store().states()).isEmpty();
    }

    @Test
    void whatAnExceptionHandlerAnswersIsRecorded() {
        DeferredResult<Object> result = new DeferredResult<>();
        desk.work = (http, response) -> result;
        PlayedAnswer answer = container.serve(request);
        result.setErrorResult(new Desk.RefusedException());
        container.resume(request, answer);

        assertThat(answer.text()).isEqualTo("refused");
        assertThat(container.serve("/orders", "k").replayed()).isTrue();
    }

    @Test
    void workThatTimedOutKeepsItsKeyUntilItEnds() throws Exception {
        CompletableFuture<Object> work = new CompletableFuture<>();
        desk.work = (http, response) -> work;
        PlayedAnswer answer = container.serve(request);
        container.timeOut(request);
        container.resume(request, answer);
        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(container.serve("/orders", "k").refusedAs(Rejection.IN_PROGRESS.code()))
                .isTrue();

        work.complete("at last");
        assertThat(container.serve("/orders", "k").refusedAs(Rejection.ANSWER_NOT_RECORDED.code()))
                .isTrue();
    }

    @Test
    void workThatTimedOutAndThenFailedFreesItsKey() throws Exception {
        CompletableFuture<Object> work = new CompletableFuture<>();
        desk.work = (http, response) -> work;
        PlayedAnswer answer = container.serve(request);
        container.timeOut(request);
        container.resume(request, answer);
        work.completeExceptionally(new IllegalStateException("broken"));

        assertThat(container.store().states()).isEmpty();
    }

    @Test
    void workWhoseEndNobodySeesKeepsItsKeyForItsLease() throws Exception {
        desk.work = (http, response) -> new DeferredResult<>();
        PlayedAnswer answer = container.serve(request);
        container.timeOut(request);
        container.resume(request, answer);

        assertThat(container.store().states()).containsExactly(State.CLAIMED);
        assertThat(container.serve("/orders", "k").refusedAs(Rejection.IN_PROGRESS.code()))
                .isTrue();
    }

    @Test
    void aHandlerMayCompleteItsRequestByItself() {
        AsyncContext[] context = {null};
        desk.work = (http, response) -> {
            context[0] = http.startAsync();
            return null;
        };
        PlayedAnswer answer = container.serve(request);
        assertThat(container.store().states()).containsExactly(State.CLAIMED);
        write(context[0], "by hand");
        assertThat(answer.text()).isEmpty();
        context[0].complete();

        assertThat(answer.text()).isEqualTo("by hand");
        PlayedAnswer second = container.serve("/orders", "k");
        assertThat(second.text()).isEqualTo("by hand");
        assertThat(second.replayed()).isTrue();
    }

    @Test
    void aRequestThatTheContainerEndsLeavesNoClaimOpen() throws Exception {
        desk.work = (http, response) -> {
            http.startAsync();
            return null;
        };
        PlayedAnswer answer = container.serve(request);
        ((MockAsyncContext) request.getAsyncContext()).complete();

        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(container.store().states()).doesNotContain(State.CLAIMED);
    }

    @Test
    void anOpenEndedStreamLeavesUnrecorded() throws Exception {
        SseEmitter emitter = new SseEmitter();
        desk.work = (http, response) -> emitter;
        PlayedAnswer answer = container.serve(request);
        emitter.send("one");
        assertThat(answer.text()).contains("one");
        emitter.complete();

        assertThat(container.serve("/orders", "k").refusedAs(Rejection.ANSWER_NOT_RECORDED.code()))
                .isTrue();
    }

    private static void write(AsyncContext context, String text) {
        try {
            context.getResponse().getWriter().write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitDispatch(MockHttpServletRequest request) {
        await().until(() -> ((MockAsyncContext) request.getAsyncContext()).getDispatchedPath() != null);
    }
}
