package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.spring.operation.OperationMistakeException;
import io.github.idempotency.test.FlakyStore.Verb;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods that change nothing need no protection, whatever is sent along. */
class SafeMethodTests extends HttpTest {

    @ParameterizedTest(name = "H28 {0} of a mapping that serves POST as well runs each time, key or no key")
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void aSafeMethodRunsEachTime(String method) throws IOException {
        int claims = store.calls(Verb.CLAIM);
        for (String line : new String[] {"", "Idempotency-Key: " + key + "\r\n", "Idempotency-Key: a, b\r\n"}) {
            int before = runs.of("count");
            for (int i = 0; i < 2; i++) {
                Reply reply =
                        Wire.exchange(port, method + " /orders/count HTTP/1.1\r\nHost: shop\r\n" + line, new byte[0]);
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.first()).isTrue();
            }
            assertThat(runs.of("count")).isEqualTo(before + 2);
        }
        assertThat(store.calls(Verb.CLAIM)).isEqualTo(claims);
    }

    @Test
    @DisplayName("H28 and POST of the same mapping is protected")
    void theUnsafeMethodIsProtected() {
        client.get("/orders/count").key(key).send();
        Reply first = client.post("/orders/count").key(key).send();

        assertThat(first.text()).isEqualTo("counted 2");
        assertThat(client.post("/orders/count").key(key).send().replayed()).isTrue();
        assertThat(client.get("/orders/count").key(key).send().text()).isEqualTo("counted 3");
        assertThat(client.post("/orders/count").send().status()).isEqualTo(400);
    }

    @Test
    @DisplayName("H28 A protected method that serves nothing but GET stops the start and says what to do")
    void aProtectedGetStopsTheStart() {
        assertThatThrownBy(() -> Shop.start("shop.with-protected-get=true").close())
                .isInstanceOf(OperationMistakeException.class)
                .hasMessageContainingAll("SafeOnlyController.read", "GET", "Remove the annotation");
    }
}
