package io.github.idempotency.systemtests.payments;

import static io.github.idempotency.test.call.CallAssertions.assertThatCalls;
import static io.github.idempotency.test.web.IdempotencyMockMvc.executed;
import static io.github.idempotency.test.web.IdempotencyMockMvc.idempotencyKey;
import static io.github.idempotency.test.web.IdempotencyMockMvc.refused;
import static io.github.idempotency.test.web.IdempotencyMockMvc.replayed;
import static io.github.idempotency.test.web.IdempotencyMockMvc.sameAnswerAs;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.github.idempotency.Rejection;
import io.github.idempotency.test.call.RecordedCalls;
import io.github.idempotency.test.slice.IdempotencyTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.ResultActions;

@IdempotencyTest(controllers = PaymentController.class, beans = PaymentService.class)
class PaymentControllerTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private RecordedCalls calls;

    @Test
    void aRetryGetsTheFirstAnswer() throws Exception {
        MvcResult first = pay("49.90").andExpect(executed()).andReturn();

        pay("49.90").andExpect(replayed()).andExpect(sameAnswerAs(first));
        pay("99.00").andExpect(refused(Rejection.KEY_REUSED));

        assertThatCalls(calls)
                .ofOperation("POST /payments")
                .wereExecuted(1)
                .wereReplayed(1)
                .wereRefused(Rejection.KEY_REUSED, 1);
    }

    private ResultActions pay(String amount) throws Exception {
        return mvc.perform(post("/payments")
                .with(idempotencyKey("key-1"))
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"reference\":\"invoice-17\",\"amount\":\"" + amount + "\"}"));
    }
}
