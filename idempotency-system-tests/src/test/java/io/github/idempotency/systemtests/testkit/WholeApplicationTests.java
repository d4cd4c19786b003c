package io.github.idempotency.systemtests.testkit;

import static io.github.idempotency.test.call.CallAssertions.assertThatCalls;
import static io.github.idempotency.test.web.IdempotencyRestClient.executed;
import static io.github.idempotency.test.web.IdempotencyRestClient.idempotencyKey;
import static io.github.idempotency.test.web.IdempotencyRestClient.refused;
import static io.github.idempotency.test.web.IdempotencyRestClient.replayed;
import static io.github.idempotency.test.web.IdempotencyRestClient.sameAnswerAs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import io.github.idempotency.TransactionMode;
import io.github.idempotency.engine.Ending;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import io.github.idempotency.store.ExpiredRecordCleaner;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.RecordInspector;
import io.github.idempotency.store.TransactionalStore;
import io.github.idempotency.systemtests.testkit.BreadController.Bread;
import io.github.idempotency.systemtests.testkit.BreadController.Wish;
import io.github.idempotency.test.StoreFaults;
import io.github.idempotency.test.call.RecordedCalls;
import io.github.idempotency.test.slice.IdempotencyTestSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.test.web.servlet.client.ExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:bakery;DB_CLOSE_DELAY=-1",
            "spring.application.name=bakery",
            "idempotency.store=jdbc",
            "idempotency.jdbc.initialize-schema=always"
        })
@Import(IdempotencyTestSupport.class)
class WholeApplicationTests {

    @Autowired
    private Environment environment;

    @Autowired
    private RecordedCalls calls;

    @Autowired
    private StoreFaults faults;

    @Autowired
    private IdempotencyStore store;

    @Autowired
    private IdempotencyTemplate template;

    @Autowired
    private Oven oven;

    private RestTestClient client;

    @BeforeEach
    void connect() {
        client = RestTestClient.bindToServer()
                .baseUrl("http://localhost:" + environment.getProperty("local.server.port"))
                .build();
    }

    @Test
    void theSecondRequestGetsTheFirstAnswer() {
        ExchangeResult first = bake("key-1").expectAll(executed()).returnResult(Bread.class);

        bake("key-1").expectAll(replayed(), sameAnswerAs(first));

        assertThatCalls(calls)
                .ofOperation("POST /breads")
                .wereExecuted(1)
                .wereReplayed(1)
                .haveEnded(Ending.RECORDED, 1);
    }

    @RepeatedTest(2)
    void theStoreFailsOnCommandAndIsWellInTheNextTest() {
        bake("key-2").expectStatus().isCreated();

        faults.failEverything();

        bake("key-2").expectAll(refused(Rejection.STORE_UNAVAILABLE));
        assertThatCalls(calls).wereRefused(Rejection.STORE_UNAVAILABLE, 1);
    }

    @Test
    void theStoreStillTakesPartInTransactions() {
        IdempotencyTemplate inTransaction = template.withTransaction(TransactionMode.SAME);

        int loaf = inTransaction.execute("key-3", Integer.class, oven::bake);

        assertThat(inTransaction.execute("key-3", Integer.class, oven::bake)).isEqualTo(loaf);
        assertThatCalls(calls).wereExecuted(1).wereReplayed(1);
        faults.failEverything();
        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> inTransaction.execute("key-3", Integer.class, oven::bake))
                .returns(Rejection.STORE_UNAVAILABLE, CallRejectedException::rejection);
    }

    @Test
    void theStoreCanStillDoWhatItCould() {
        assertThat(store.traits().name()).isEqualTo("jdbc");
        assertThat(store)
                .isInstanceOf(TransactionalStore.class)
                .isInstanceOf(RecordInspector.class)
                .isInstanceOf(ExpiredRecordCleaner.class);
    }

    private ResponseSpec bake(String key) {
        return client.post()
                .uri("/breads")
                .body(new Wish("rye"))
                .headers(idempotencyKey(key))
                .exchange();
    }
}
