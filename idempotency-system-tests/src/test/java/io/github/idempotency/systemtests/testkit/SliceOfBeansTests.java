package io.github.idempotency.systemtests.testkit;

import static io.github.idempotency.test.call.CallAssertions.assertThatCalls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import io.github.idempotency.engine.Ending;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.systemtests.testkit.Orders.Loaf;
import io.github.idempotency.test.Burst;
import io.github.idempotency.test.BurstResults;
import io.github.idempotency.test.FlakyStore.Verb;
import io.github.idempotency.test.Gate;
import io.github.idempotency.test.StoreFaults;
import io.github.idempotency.test.call.RecordedCalls;
import io.github.idempotency.test.slice.IdempotencyTest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.context.WebApplicationContext;

@IdempotencyTest({Orders.class, Oven.class})
@TestPropertySource(locations = "classpath:testkit/bakery.properties")
class SliceOfBeansTests {

    @Autowired
    private Orders orders;

    @Autowired
    private RecordedCalls calls;

    @Autowired
    private StoreFaults store;

    @Autowired
    private ApplicationContext context;

    @RepeatedTest(2)
    void everyTestBeginsWithoutKeysAndRecordedCalls() {
        Loaf first = orders.take("order-1", "rye");
        Loaf again = orders.take("order-1", "rye");

        assertThat(again).isEqualTo(first);
        assertThatCalls(calls)
                .ofOperation("take-order")
                .wereExecuted(1)
                .wereReplayed(1)
                .haveEnded(Ending.RECORDED, 1);
    }

    @RepeatedTest(2)
    void everyTestBeginsWithAStoreThatWorks() {
        assertThat(orders.take("order-2", "rye")).isNotNull();

        store.failEverything();

        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> orders.take("order-3", "rye"))
                .returns(Rejection.STORE_UNAVAILABLE, CallRejectedException::rejection);
        assertThatCalls(calls).wereExecuted(1).wereRefused(Rejection.STORE_UNAVAILABLE, 1);
    }

    @Test
    void aBurstIsExecutedOnce() {
        BurstResults<Loaf> results = Burst.of(20).call(() -> orders.take("order-4", "spelt"));

        assertThat(results.values()).hasSize(20);
        assertThat(results.distinctValues()).hasSize(1);
        assertThatCalls(calls).wereExecuted(1).wereReplayed(19);
        assertThatThrownBy(() -> assertThatCalls(calls).wereExecuted(20).within(Duration.ofMillis(50)))
                .hasMessageContaining("executed 20 times, but it was once");
    }

    @Test
    void aHiccupOfTheStoreGoesUnnoticed() {
        store.failNext(1);

        assertThat(orders.take("order-5", "rye")).isNotNull();
        assertThat(store.calls(Verb.CLAIM)).isGreaterThanOrEqualTo(2);
    }

    @Test
    void lostRepliesRefuseCallsAndRunNothing() {
        store.loseReplies();
        assertThatExceptionOfType(CallRejectedException.class).isThrownBy(() -> orders.take("order-6", "rye"));
        assertThatCalls(calls).wereExecuted(0).wereRefused(Rejection.STORE_UNAVAILABLE, 1);

        store.recover();

        assertThat(orders.take("order-7", "rye")).isNotNull();
    }

    @Test
    void aHangingStoreHoldsTheCall() throws Exception {
        Gate gate = store.hang();
        CompletableFuture<Loaf> loaf = CompletableFuture.supplyAsync(() -> orders.take("order-8", "rye"));
        assertThat(gate.awaitArrival(Duration.ofSeconds(10))).isTrue();
        assertThatCalls(calls).wereExecuted(0);

        gate.open();

        assertThat(loaf).succeedsWithin(Duration.ofSeconds(10));
        assertThatCalls(calls).wereExecuted(1);
    }

    @Test
    void nothingElseOfTheApplicationIsThere() {
        assertThat(context.getBeanProvider(Doorkeeping.class).getIfAvailable()).isNull();
        assertThat(context.getBeanProvider(BreadController.class).getIfAvailable())
                .isNull();
        assertThat(context.getBeanProvider(BakeryApplication.class).getIfAvailable())
                .isNotNull();
        assertThat(context).isNotInstanceOf(WebApplicationContext.class);
        assertThat(context.getBeanProvider(MockMvc.class).getIfAvailable()).isNull();
    }

    @Test
    void keysAreInMemoryWhateverIsConfigured() {
        assertThat(context.getBean(IdempotencyStore.class).traits().name()).isEqualTo("memory");
        assertThat(context.getEnvironment().getProperty("spring.application.name"))
                .isEqualTo("bakery");
    }

    @Nested
    class InANestedTest {

        @Test
        void theSliceIsTheSame(@Autowired ApplicationContext own) {
            assertThat(own).isSameAs(context);
        }
    }
}
