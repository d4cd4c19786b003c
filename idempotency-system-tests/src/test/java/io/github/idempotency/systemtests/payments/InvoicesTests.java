package io.github.idempotency.systemtests.payments;

import static io.github.idempotency.test.call.CallAssertions.assertThatCalls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import io.github.idempotency.systemtests.payments.Invoices.Invoice;
import io.github.idempotency.systemtests.payments.Invoices.Order;
import io.github.idempotency.test.Burst;
import io.github.idempotency.test.BurstResults;
import io.github.idempotency.test.StoreFaults;
import io.github.idempotency.test.call.RecordedCalls;
import io.github.idempotency.test.slice.IdempotencyTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@IdempotencyTest({Invoices.class, InvoiceNumbers.class})
class InvoicesTests {

    @Autowired
    private Invoices invoices;

    @Autowired
    private RecordedCalls calls;

    @Autowired
    private StoreFaults store;

    @Test
    void twentyCallsAtOnceMakeOneInvoice() {
        BurstResults<Invoice> results =
                Burst.of(20).call(() -> invoices.create(new Order("order-1"))).allReturned();

        assertThat(results.distinctValues()).hasSize(1);
        assertThatCalls(calls).ofOperation("create-invoice").wereExecuted(1).wereReplayed(19);
    }

    @Test
    void noInvoiceIsMadeWithoutTheStore() {
        store.failEverything();

        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> invoices.create(new Order("order-2")))
                .returns(Rejection.STORE_UNAVAILABLE, CallRejectedException::rejection);
        assertThatCalls(calls).wereExecuted(0);

        store.recover();

        assertThat(invoices.create(new Order("order-2"))).isNotNull();
    }
}
