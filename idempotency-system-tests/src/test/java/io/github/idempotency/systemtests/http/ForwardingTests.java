package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Forwards from handlers that are not protected to handlers that are. */
class ForwardingTests extends HttpTest {

    @Test
    @DisplayName("H77 The first answer after a forward arrives whole, and is replayed")
    void theFirstAnswerAfterAForwardArrives() {
        Reply first = client.post("/forwarding").key(key).send();
        Answers.isFirst(first, 200, "any 1");

        Answers.isReplay(client.post("/forwarding").key(key).send(), first);
        assertThat(runs.of("any")).isOne();
    }
}
