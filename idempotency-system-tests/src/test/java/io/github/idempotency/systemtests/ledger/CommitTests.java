package io.github.idempotency.systemtests.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.http.Reply;
import io.github.idempotency.web.servlet.IdempotencyFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.WebApplicationContext;

/** A success that could not be committed is none. */
@ExtendWith(OutputCaptureExtension.class)
class CommitTests extends LedgerTest {

    @Autowired
    WebApplicationContext context;

    @Autowired
    FilterRegistrationBean<IdempotencyFilter> filter;

    @Autowired
    PlatformTransactionManager transactions;

    @ParameterizedTest
    @ValueSource(strings = {"/commits/violated", "/commits/redirected", "/commits/large"})
    void theApplicationAnswersForACommitThatFails(String path) {
        Reply first = post(path);

        assertThat(first.status()).as("%s", first).isEqualTo(409);
        assertThat(first.text()).isEqualTo("violated");
        hasNothingOfTheSuccess(first);
        leavesNothing(path, first);
    }

    @Test
    void withoutAnAnswerOfTheApplicationThereIsAnErrorPage() {
        Reply first = post("/commits/broken");

        assertThat(first.status()).isEqualTo(500);
        hasNothingOfTheSuccess(first);
        leavesNothing("/commits/broken", first);
    }

    @Test
    void theApplicationsAnswerMayBeAnErrorPage() {
        Reply first = post("/commits/disliked");

        assertThat(first.status()).as("%s", first).isEqualTo(410);
        assertThat(first.text()).contains("\"path\"");
        hasNothingOfTheSuccess(first);
        leavesNothing("/commits/disliked", first);
    }

    @Test
    void theControllersOwnAnswerMayBeAView() {
        Reply first = post("/commits/viewed");

        assertThat(first.status()).as("%s", first).isEqualTo(423);
        assertThat(first.text()).isEqualTo("View: sorry: locked");
        hasNothingOfTheSuccess(first);
        leavesNothing("/commits/viewed", first);
    }

    @Test
    void anAnswerToTheFailureMayBeLargerThanWhatIsRecorded(CapturedOutput output) {
        Reply first = post("/commits/large-failure");

        assertThat(first.status()).as("%s", first).isEqualTo(409);
        assertThat(first.text()).isEqualTo("sorry".repeat(ShapeController.LIMIT));
        assertThat(output).doesNotContain("max-response-size");
        hasNothingOfTheSuccess(first);
        leavesNothing("/commits/large-failure", first);
    }

    @Test
    void theApplicationAnswersInTheLanguageOfTheRequest() {
        assertThat(post("/commits/localized").text()).isEqualTo(LOCALE);
    }

    /** In a transaction that was there before, as in tests that roll back. */
    @Test
    void aCallersTransactionDecides() throws Exception {
        MockMvc mvc = MockMvcBuilders.webAppContextSetup(context)
                .addFilters(filter.getFilter())
                .build();
        MockHttpServletRequestBuilder request =
                MockMvcRequestBuilders.post("/entries/" + name).header("Idempotency-Key", name);
        int records = ledger.records();

        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            try {
                String first = mvc.perform(request).andReturn().getResponse().getContentAsString();
                assertThat(first).contains("\"run\":1");
                assertThat(mvc.perform(request).andReturn().getResponse().getContentAsString())
                        .isEqualTo(first);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            assertThat(ledger.count(name)).isOne();
            assertThat(ledger.records()).isEqualTo(records + 1);
            status.setRollbackOnly();
        });

        assertThat(ledger.count(name)).isZero();
        assertThat(ledger.records()).isEqualTo(records);
    }

    /** What was there before the handler began, such as a CORS header, is not the success's. */
    static void hasNothingOfTheSuccess(Reply reply) {
        assertThat(reply.header(LedgerApplication.OUTER)).isEqualTo("kept");
        assertThat(reply.has("Location")).isFalse();
        assertThat(reply.has("Set-Cookie")).isFalse();
        assertThat(reply.has("X-Points")).isFalse();
        assertThat(reply.text()).doesNotContain("success");
    }
}
