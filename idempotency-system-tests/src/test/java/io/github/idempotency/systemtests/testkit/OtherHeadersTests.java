package io.github.idempotency.systemtests.testkit;

import static io.github.idempotency.test.web.IdempotencyMockMvc.executed;
import static io.github.idempotency.test.web.IdempotencyMockMvc.idempotencyKey;
import static io.github.idempotency.test.web.IdempotencyMockMvc.replayed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.test.slice.IdempotencyTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@IdempotencyTest(
        controllers = BreadController.class,
        beans = Oven.class,
        properties = {"idempotency.web.header=X-Order", "idempotency.web.replay-header=X-Again"})
class OtherHeadersTests {

    @Autowired
    private MockMvcTester tester;

    @Test
    void theHeadersOfTheApplicationAreUsed() {
        MvcTestResult first = bake();
        MvcTestResult second = bake();

        assertThat(first.getRequest().getHeader("X-Order")).isEqualTo("order-1");
        assertThat(first).matches(executed());
        assertThat(second).matches(replayed()).headers().hasValue("X-Again", "true");
        assertThatThrownBy(() -> assertThat(first).matches(replayed()))
                .hasMessageContaining("marked by the header X-Again");
    }

    private MvcTestResult bake() {
        return tester.post()
                .uri("/breads")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"kind\":\"rye\"}")
                .with(idempotencyKey("order-1"))
                .exchange();
    }
}
