package io.github.idempotency.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import io.github.idempotency.store.RecordView.State;
import io.github.idempotency.web.http.Settings;
import io.github.idempotency.web.servlet.PlayedContainer.PlayedAnswer;
import jakarta.servlet.ServletException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.ResponseEntity;

/** What a client gets when something fails, and what a repetition gets then. */
class HttpFailureTests {

    private final PlayedContainer container = new PlayedContainer(
            Settings.with().limits(1_000, 50).aliases("X-Key").build(), true);
    private final Desk desk = container.desk;

    @AfterEach
    void close() {
        container.close();
    }

    @Test
    void withoutAnswerFromTheStoreNothingIsExecutedUnlessThatIsWanted() {
        container.store().down = true;
        PlayedAnswer refused = container.serve("/orders", "k");
        assertThat(refused.getStatus()).isEqualTo(503);
        assertThat(refused.refusedAs(Rejection.STORE_UNAVAILABLE.code())).isTrue();
        assertThat(desk.runs).isZero();

        assertThat(container.serve("/optional", "k").text()).isEqualTo("done");
        assertThat(desk.runs).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "/orders, 200, true",
        "/orders, 404, true",
        "/orders, 429, false",
        "/orders, 500, false",
        "/stored, 500, true",
        "/stored, 503, false"
    })
    void theStatusDecidesWhetherAnAnswerIsReplayed(String path, int status, boolean replayed) {
        desk.work = (request, response) -> ResponseEntity.status(status).body("said");
        assertThat(container.serve(path, "k").getStatus()).isEqualTo(status);
        PlayedAnswer second = container.serve(path, "k");

        assertThat(second.getStatus()).isEqualTo(status);
        assertThat(second.text()).isEqualTo("said");
        assertThat(second.replayed()).isEqualTo(replayed);
        assertThat(desk.runs).isEqualTo(replayed ? 1 : 2);
    }

    @Test
    void aFailureMayHoldTheKey() {
        desk.work = (request, response) -> ResponseEntity.status(500).body("said");
        container.serve("/held", "k");

        assertThat(container.serve("/held", "k").refusedAs(Rejection.OUTCOME_UNKNOWN.code()))
                .isTrue();
        assertThat(container.store().states()).containsExactly(State.HELD);
    }

    @Test
    void whatAnExceptionHandlerAnswersIsAnAnswer() {
        desk.work = (request, response) -> {
            throw new Desk.RefusedException();
        };
        assertThat(container.serve("/orders", "k").text()).isEqualTo("refused");
        PlayedAnswer second = container.serve("/orders", "k");

        assertThat(second.getStatus()).isEqualTo(409);
        assertThat(second.text()).isEqualTo("refused");
        assertThat(second.replayed()).isTrue();
    }

    @Test
    void anErrorPageOfTheContainersIsTheAnswer() {
        desk.work = (request, response) -> {
            response.getWriter().write("half");
            response.sendError(404);
            return null;
        };
        PlayedAnswer first = container.serve("/orders", "k");
        PlayedAnswer second = container.serve("/orders", "k");

        assertThat(first.text()).isEqualTo("page 404");
        assertThat(second.text()).isEqualTo("page 404");
        assertThat(second.getStatus()).isEqualTo(404);
        assertThat(second.replayed()).isTrue();
        assertThat(desk.runs).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"/orders, false", "/stored, true"})
    void anUnhandledExceptionIsAFailure(String path, boolean replayed) {
        desk.work = (request, response) -> {
            throw new IllegalStateException("broken");
        };
        PlayedAnswer first = container.serve(path, "k");
        assertThat(first.text()).isEqualTo("page 500");
        assertThat(first.failure).isInstanceOf(ServletException.class);

        PlayedAnswer second = container.serve(path, "k");
        assertThat(second.text()).isEqualTo("page 500");
        assertThat(second.replayed()).isEqualTo(replayed);
    }

    @Test
    void theRefusalOfAnotherCallInsideIsNoAnswerOfThisOne() {
        desk.work = (request, response) -> {
            throw new IllegalStateException(new CallRejectedException(Rejection.KEY_REUSED, "inside"));
        };
        container.serve("/stored", "k");
        container.serve("/stored", "k");
        assertThat(desk.runs).isEqualTo(2);

        desk.work = (request, response) -> {
            throw new CallRejectedException(Rejection.KEY_REUSED, "inside");
        };
        PlayedAnswer refused = container.serve("/orders", "other");
        assertThat(refused.refusedAs("idempotency-key-reused")).isTrue();
        assertThat(refused.getStatus()).isEqualTo(422);
        container.serve("/orders", "other");
        assertThat(desk.runs).isEqualTo(4);
    }

    @Test
    void anAnswerOverTheLimitLeavesUnrecorded() {
        desk.work = (request, response) -> "x".repeat(51);
        assertThat(container.serve("/orders", "k").text()).hasSize(51);

        PlayedAnswer second = container.serve("/orders", "k");
        assertThat(second.refusedAs(Rejection.ANSWER_NOT_RECORDED.code())).isTrue();
        assertThat(desk.runs).isEqualTo(1);
    }

    @Test
    void aFailureOverTheLimitIsAFailureAllTheSame() {
        desk.work = (request, response) -> ResponseEntity.status(500).body("x".repeat(51));
        container.serve("/orders", "k");
        container.serve("/orders", "k");

        assertThat(desk.runs).isEqualTo(2);
    }

    @Test
    void anAnswerThatCannotBeWrittenDownLeavesUnrecorded() {
        desk.work = (request, response) -> {
            for (int i = 0; i < 65_536; i++) {
                response.addHeader("X-Many", "");
            }
            return "done";
        };
        assertThat(container.serve("/orders", "k").text()).isEqualTo("done");

        assertThat(container.serve("/orders", "k").refusedAs(Rejection.ANSWER_NOT_RECORDED.code()))
                .isTrue();
    }

    @Test
    void aFailureOfRenderingAfterTheWorkDoesNotFreeTheKey() {
        container.filterFurtherIn((request, response, chain) -> {
            chain.doFilter(request, response);
            if (container.store().states().contains(State.CLAIMED)) {
                throw new ServletException(new IllegalStateException("view is broken"));
            }
        });
        PlayedAnswer first = container.serve("/orders", "k");
        assertThat(first.getStatus()).isEqualTo(500);

        assertThat(container.serve("/orders", "k").refusedAs(Rejection.ANSWER_NOT_RECORDED.code()))
                .isTrue();
        assertThat(desk.runs).isEqualTo(1);
    }
}
