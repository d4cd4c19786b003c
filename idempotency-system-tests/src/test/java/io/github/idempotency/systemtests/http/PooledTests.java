package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** No thread of a pool takes the call it has worked for along into other callers' requests. */
class PooledTests extends HttpTest {

    @Autowired
    private PooledController pooled;

    @Test
    @DisplayName("H77 Neither late work nor the answer to its timeout leaves a thread inside of the call")
    void neitherLateWorkNorTheAnswerToItsTimeoutLeavesAThreadInside() throws Exception {
        CompletableFuture<Reply> first =
                client.post("/pooled/streamed-timeout/" + key).key(key).sendAsync();
        doors.awaitArrival(key + "-work");
        doors.awaitArrival(key + "-answer");
        doors.open(key + "-work");
        doors.pass(key + "-worked");
        doors.open(key + "-answer");

        assertThat(first.join().text()).isEqualTo("sorry");
        assertThat(pooled.inside()).containsOnly("nothing");
    }
}
