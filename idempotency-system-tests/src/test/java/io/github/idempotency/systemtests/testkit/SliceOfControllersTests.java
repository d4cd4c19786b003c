package io.github.idempotency.systemtests.testkit;

import static io.github.idempotency.test.call.CallAssertions.assertThatCalls;
import static io.github.idempotency.test.web.IdempotencyMockMvc.executed;
import static io.github.idempotency.test.web.IdempotencyMockMvc.idempotencyKey;
import static io.github.idempotency.test.web.IdempotencyMockMvc.refused;
import static io.github.idempotency.test.web.IdempotencyMockMvc.replayed;
import static io.github.idempotency.test.web.IdempotencyMockMvc.sameAnswerAs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.asyncDispatch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.github.idempotency.Rejection;
import io.github.idempotency.test.Burst;
import io.github.idempotency.test.BurstResults;
import io.github.idempotency.test.StoreFaults;
import io.github.idempotency.test.call.RecordedCalls;
import io.github.idempotency.test.slice.IdempotencyTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

@IdempotencyTest(controllers = BreadController.class, beans = Oven.class)
class SliceOfControllersTests {

    private static final String RYE = "{\"kind\":\"rye\"}";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private MockMvcTester tester;

    @Autowired
    private RecordedCalls calls;

    @Autowired
    private StoreFaults store;

    @Test
    void theSecondRequestGetsTheFirstAnswer() throws Exception {
        MvcResult first =
                bake("/breads", idempotencyKey("key-1")).andExpect(executed()).andReturn();

        bake("/breads", idempotencyKey("key-1")).andExpect(replayed()).andExpect(sameAnswerAs(first));

        assertThat(first.getResponse().getHeader("Location")).startsWith("/breads/");
        assertThatCalls(calls).ofOperation("POST /breads").wereExecuted(1).wereReplayed(1);
    }

    @Test
    void aReplayIsNoExecutionAndTheOtherWayRound() throws Exception {
        ResultActions first = bake("/breads", idempotencyKey("key-1"));
        ResultActions second = bake("/breads", idempotencyKey("key-1"));

        assertThatThrownBy(() -> first.andExpect(replayed()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expected a replay, marked by the header Idempotent-Replayed, but there is none")
                .hasMessageContaining("201 application/json")
                .hasMessageContaining("\"kind\":\"rye\"");
        assertThatThrownBy(() -> second.andExpect(executed()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but this is a replay");
        assertThatThrownBy(() -> first.andExpect(refused(Rejection.KEY_REUSED)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("refused as idempotency-key-reused, but it was not refused");
    }

    @Test
    void aRefusalIsToldByItsReason() throws Exception {
        bake("/breads", idempotencyKey("key-1"));

        ResultActions other = mvc.perform(post("/breads")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"kind\":\"spelt\"}")
                .with(idempotencyKey("key-1")));

        other.andExpect(refused(Rejection.KEY_REUSED));
        assertThatThrownBy(() -> other.andExpect(refused(Rejection.IN_PROGRESS)))
                .hasMessageContaining("refused as request-in-progress, but it was refused as idempotency-key-reused");
        assertThatThrownBy(() -> other.andExpect(executed()))
                .hasMessageContaining("executed, but it was refused as idempotency-key-reused");
        bake("/breads", request -> request).andExpect(refused(Rejection.KEY_MISSING));
        assertThatCalls(calls).wereRefused(Rejection.KEY_REUSED, 1).wereRefused(Rejection.KEY_MISSING, 1);
    }

    @Test
    void anotherAnswerIsNotTheSame() throws Exception {
        MvcResult first = bake("/breads", idempotencyKey()).andReturn();

        assertThatThrownBy(() -> bake("/breads", idempotencyKey()).andExpect(sameAnswerAs(first)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expected the header Location of the first answer, /breads/");
        MvcResult crumb = bake("/crumbs", idempotencyKey()).andReturn();
        assertThatThrownBy(() -> bake("/crumbs", idempotencyKey()).andExpect(sameAnswerAs(crumb)))
                .hasMessageContaining("Expected the body of the first answer")
                .hasMessageContaining("The first was:\n200 application/json");
        assertThatThrownBy(() -> bake("/breads", request -> request).andExpect(sameAnswerAs(crumb)))
                .hasMessageContaining("Expected the status 200 of the first answer");
    }

    @Test
    void anEndpointWithoutProtectionNeverReplays() throws Exception {
        bake("/crumbs", idempotencyKey("key-1")).andExpect(executed());
        ResultActions second = bake("/crumbs", idempotencyKey("key-1"));

        assertThatThrownBy(() -> second.andExpect(replayed())).hasMessageContaining("Expected a replay");
    }

    @Test
    void randomKeysDifferAndKeptOnesDoNot() {
        RequestPostProcessor kept = idempotencyKey();

        assertThat(tester.post()
                        .uri("/breads")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(RYE)
                        .with(kept))
                .matches(executed());
        assertThat(tester.post()
                        .uri("/breads")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(RYE)
                        .with(kept))
                .matches(replayed());
        assertThat(tester.post()
                        .uri("/breads")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(RYE)
                        .with(idempotencyKey()))
                .matches(executed());
    }

    @Test
    void anAsynchronousAnswerIsReplayed() throws Exception {
        MvcResult started = bake("/slow-breads", idempotencyKey("key-1")).andReturn();
        MvcResult first =
                mvc.perform(asyncDispatch(started)).andExpect(executed()).andReturn();

        bake("/slow-breads", idempotencyKey("key-1")).andExpect(replayed()).andExpect(sameAnswerAs(first));

        assertThatCalls(calls).ofOperation("POST /slow-breads").wereExecuted(1).wereReplayed(1);
    }

    @Test
    void aBurstOfRequestsIsExecutedOnce() {
        BurstResults<MvcResult> results =
                Burst.of(10).call(() -> bake("/breads", idempotencyKey("key-1")).andReturn());

        assertThat(results.failures()).isEmpty();
        assertThat(results.values())
                .extracting(result -> result.getResponse().getStatus())
                .contains(201)
                .isSubsetOf(201, 409);
        assertThatCalls(calls).ofOperation("POST /breads").wereExecuted(1);
    }

    @Test
    void aStoreThatIsDownRefusesRequests() throws Exception {
        store.failEverything();

        bake("/breads", idempotencyKey()).andExpect(refused(Rejection.STORE_UNAVAILABLE));

        assertThatCalls(calls).wereExecuted(0);
    }

    private ResultActions bake(String path, RequestPostProcessor key) throws Exception {
        return mvc.perform(
                post(path).contentType(MediaType.APPLICATION_JSON).content(RYE).with(key));
    }
}
