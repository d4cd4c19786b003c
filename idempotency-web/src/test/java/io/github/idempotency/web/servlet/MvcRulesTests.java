package io.github.idempotency.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.idempotency.web.http.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.cors.CorsConfiguration;

/** Small rules between the library and Spring MVC. */
class MvcRulesTests {

    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void browsersMaySendKeysAndReadWhatTellsReplaysApart() throws Exception {
        CorsConfiguration allowed = new CorsConfiguration();
        allowed.setAllowedHeaders(List.of("Content-Type"));
        allowed.addAllowedOrigin("https://shop.example");

        CorsConfiguration extended = extended(allowed);

        assertThat(extended.getAllowedHeaders()).containsExactly("Content-Type", "Idempotency-Key", "X-Key");
        assertThat(extended.getExposedHeaders()).containsExactly("Idempotent-Replayed", "Retry-After", "Link");
        assertThat(extended.getAllowedOrigins()).containsExactly("https://shop.example");
        assertThat(allowed.getAllowedHeaders()).containsExactly("Content-Type");
    }

    @Test
    void whatAllowsAnyHeaderNeedsNoMoreAndWhatIsNotConfiguredStaysSo() throws Exception {
        CorsConfiguration all = new CorsConfiguration();
        all.setAllowedHeaders(List.of("*"));

        assertThat(extended(all).getAllowedHeaders()).containsExactly("*");
        assertThat(extended(null)).isNull();
    }

    @Test
    void theDecisionIsTheDelegates() throws Exception {
        for (boolean decision : new boolean[] {true, false}) {
            IdempotencyCorsProcessor processor =
                    new IdempotencyCorsProcessor(Settings.with().build(), (configuration, request, answer) -> decision);
            assertThat(processor.processRequest(null, new MockHttpServletRequest(), response))
                    .isEqualTo(decision);
        }
    }

    @Test
    void whatIsMarkedEndsWithItsOwnHandlerAndOnlyOnce() {
        MvcHandling handling = new MvcHandling();
        handling.enter();
        handling.enter();
        handling.markEnd();
        handling.enter();

        assertThat(handling.leave()).isFalse();
        assertThat(handling.leave()).isTrue();
        assertThat(handling.leave()).isFalse();
        handling.enter();
        handling.enter();
        assertThat(handling.leave()).isFalse();
    }

    @Test
    void anAnswerThatIsRecordedEarlyPassesAllFiltersUnchanged() {
        MvcHandling handling = new MvcHandling();
        handling.dispatch(response);
        assertThatIllegalStateException()
                .isThrownBy(() -> handling.requireWholeAnswer(response))
                .withMessageContaining("Register a TransactionEndInterceptor");

        handling.enter();
        handling.requireWholeAnswer(response);
        assertThatIllegalStateException()
                .isThrownBy(() -> handling.requireWholeAnswer(new MockHttpServletResponse()))
                .withMessageContaining("a filter further in keeps it back (" + MockHttpServletResponse.class.getName());
        assertThatIllegalStateException()
                .isThrownBy(() -> handling.requireWholeAnswer(null))
                .withMessageContaining("(unknown)");
    }

    @Test
    void aTransactionAroundTheRequestIsNoticedWithEachDispatch() {
        MvcHandling handling = new MvcHandling();
        handling.dispatch(response);
        assertThat(handling.isInOuterTransaction()).isFalse();

        TransactionSynchronizationManager.initSynchronization();
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            handling.dispatch(response);
            assertThat(handling.isInOuterTransaction()).isTrue();
        } finally {
            TransactionSynchronizationManager.clear();
        }
        handling.dispatch(response);
        assertThat(handling.isInOuterTransaction()).isFalse();
    }

    private CorsConfiguration extended(CorsConfiguration configuration) throws Exception {
        CorsConfiguration[] seen = {new CorsConfiguration()};
        new IdempotencyCorsProcessor(
                        Settings.with().aliases("X-Key").build(),
                        (CorsConfiguration given, HttpServletRequest request, HttpServletResponse answer) -> {
                            seen[0] = given;
                            return true;
                        })
                .processRequest(configuration, new MockHttpServletRequest(), response);
        return seen[0];
    }
}
