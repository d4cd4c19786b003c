package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Users the servlet request knows, where there is no Spring Security. */
class ServletPrincipalTests extends HttpTest {

    @Test
    @DisplayName("H68 The same request with the same key by two users of the container runs twice")
    void theSameKeyOfTwoUsers() {
        Reply ada = as("ada");
        Answers.isFirst(ada, 200, "ada 1 tea");
        Reply bob = as("bob");
        Answers.isFirst(bob, 200, "bob 2 tea");
        Reply nobody = as("");
        Answers.isFirst(nobody, 200, "nobody 3 tea");

        Answers.isReplay(as("ada"), ada);
        Answers.isReplay(as("bob"), bob);
        Answers.isReplay(as(""), nobody);
        assertThat(runs.of("vault")).isEqualTo(3);
    }

    private Reply as(String user) {
        return client.post("/vault/open/secret")
                .key(key)
                .header(CallerFilter.HEADER, user)
                .body("text/plain", "tea")
                .send();
    }
}
