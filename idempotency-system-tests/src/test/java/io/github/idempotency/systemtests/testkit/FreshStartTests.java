package io.github.idempotency.systemtests.testkit;

import static io.github.idempotency.test.call.CallAssertions.assertThatCalls;
import static io.github.idempotency.test.web.IdempotencyMockMvc.executed;
import static io.github.idempotency.test.web.IdempotencyMockMvc.idempotencyKey;
import static io.github.idempotency.test.web.IdempotencyMockMvc.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.github.idempotency.Rejection;
import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.test.FlakyStore.Verb;
import io.github.idempotency.test.StoreFaults;
import io.github.idempotency.test.call.RecordedCalls;
import io.github.idempotency.test.slice.IdempotencyTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Whatever one test leaves behind, the next one, with the same key, does not meet it. */
@IdempotencyTest(controllers = BreadController.class, beans = Oven.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FreshStartTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private StoreFaults store;

    @Autowired
    private RecordedCalls calls;

    @Test
    @Order(1)
    void anAnswerTheStoreDoesNotTakeIsDeferred() throws Exception {
        store.on(Verb.COMPLETE).always().refuse();

        bake("rye").andExpect(executed());

        assertThatCalls(calls).haveEnded(Ending.DEFERRED, 1);
    }

    @Test
    @Order(2)
    void theNextTestBeginsWithoutItThoughItAsksForSomethingElse() throws Exception {
        bake("spelt").andExpect(executed());

        assertThat(store.calls(Verb.CLAIM)).isOne();
    }

    @Test
    @Order(3)
    void aClaimWhoseReplyWasLostIsToBeGivenBack() throws Exception {
        store.on(Verb.COMPLETE).always().refuse();
        bake("rye").andExpect(executed());
        store.loseReplies();

        mvc.perform(order("rye").with(idempotencyKey("key-2"))).andExpect(refused(Rejection.STORE_UNAVAILABLE));
    }

    @Test
    @Order(4)
    void theNextTestBeginsWithoutItThoughItAsksForTheSame() throws Exception {
        bake("rye").andExpect(executed());
        mvc.perform(order("rye").with(idempotencyKey("key-2"))).andExpect(executed());

        assertThatCalls(calls).wereExecuted(2).wereNotRefused().haveEnded(Ending.RECORDED, 2);
        assertThat(calls.events())
                .noneMatch(EngineEvent.LeaseLost.class::isInstance)
                .noneMatch(EngineEvent.EndedLate.class::isInstance);
        assertThat(store.calls(Verb.CLAIM)).isEqualTo(2);
    }

    private ResultActions bake(String kind) throws Exception {
        return mvc.perform(order(kind).with(idempotencyKey("key-1")));
    }

    private static MockHttpServletRequestBuilder order(String kind) {
        return post("/breads").contentType(MediaType.APPLICATION_JSON).content("{\"kind\":\"" + kind + "\"}");
    }
}
