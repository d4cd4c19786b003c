package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Validation by an interceptor that is nearer to the handler than this library's own. */
class ValidatedTests extends HttpTest {

    @Test
    @DisplayName("H50 Arguments that are not valid do not pin the key, though an exception handler answers")
    void argumentsThatAreNotValid() {
        Answers.isFirst(post(11, "Ada"), 400, "invalid");
        assertThat(post(1, " ").status())
                .as("Spring MVC's own check of the body")
                .isEqualTo(400);
        assertThat(runs.of("validated")).isZero();

        Reply first = post(1, "Ada");
        Answers.isFirst(first, 200, "Hello Ada");
        Answers.isReplay(post(1, "Ada"), first);
    }

    @Test
    @DisplayName("H51 An answer that is not valid is one all the same: the handler did run")
    void anAnswerThatIsNotValid() {
        Reply first = post(0, "Ada");
        Answers.isFirst(first, 400, "invalid");

        Answers.isReplay(post(0, "Ada"), first);
        assertThat(runs.of("validated")).isOne();
    }

    private Reply post(int amount, String name) {
        return client.post("/validated?amount=" + amount)
                .key(key)
                .json("{\"name\":\"" + name + "\"}")
                .send();
    }
}
