package io.github.idempotency.systemtests.payments;

import static io.github.idempotency.test.FlakyStore.Verb.RENEW;
import static io.github.idempotency.test.call.CallAssertions.assertThatCalls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

import io.github.idempotency.engine.Ending;
import io.github.idempotency.systemtests.payments.Invoices.Invoice;
import io.github.idempotency.systemtests.payments.Invoices.Order;
import io.github.idempotency.test.StoreFaults;
import io.github.idempotency.test.call.RecordedCalls;
import io.github.idempotency.test.slice.IdempotencyTest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@IdempotencyTest(beans = Invoices.class, properties = "idempotency.lease=500ms")
class SilentOwnerTests {

    @MockitoBean
    private InvoiceNumbers numbers;

    @Autowired
    private Invoices invoices;

    @Autowired
    private RecordedCalls calls;

    @Autowired
    private StoreFaults store;

    private final Order order = new Order("order-1");

    @Test
    void anOwnerThatFallsSilentIsTakenOver() {
        CountDownLatch awake = new CountDownLatch(1);
        given(numbers.next())
                .willAnswer(call -> awake.await(30, TimeUnit.SECONDS) ? "R-1" : "never")
                .willReturn("R-2");
        store.on(RENEW).always().refuse();

        CompletableFuture<Invoice> silent = CompletableFuture.supplyAsync(() -> invoices.create(order));
        assertThatCalls(calls).wereExecuted(1);
        Invoice second = invoices.create(order);
        awake.countDown();

        assertThat(second.number()).isEqualTo("R-2");
        assertThatCalls(calls).wereExecuted(2).haveEnded(Ending.RECORDED, 1).haveEnded(Ending.LOST, 1);
        assertThat(invoices.create(order)).isEqualTo(second);
        assertThat(silent).succeedsWithin(Duration.ofSeconds(10));
    }
}
