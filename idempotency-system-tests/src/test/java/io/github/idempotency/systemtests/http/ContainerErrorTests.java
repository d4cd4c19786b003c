package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A shop without error pages of its own: the container writes its page where no filter sees it. */
class ContainerErrorTests extends HttpTest {

    private static Shop shop;

    @BeforeAll
    static void startAShopWithoutErrorPages() {
        shop = Shop.start(
                WITHOUT_SECURITY + ",org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration");
    }

    @AfterAll
    static void stopIt() {
        shop.close();
    }

    @Test
    @DisplayName("H52, H77 An exception the container answers frees the key")
    void anExceptionTheContainerAnswersFreesTheKey() {
        for (int run = 1; run <= 2; run++) {
            Reply reply = post("thrown");
            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.header("Content-Type")).startsWith("text/html");
            assertThat(shop.bean(Runs.class).of("thrown")).isEqualTo(run);
        }
    }

    @Test
    @DisplayName("H51, H77 An error page the container writes cannot be recorded, and the work is not done again")
    void anErrorPageOfTheContainerIsNotRecorded() {
        Reply reply = post("sent");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.header("Content-Type")).startsWith("text/html");

        Problem.of(post("sent"))
                .is(
                        409,
                        "answer-not-recorded",
                        "The answer to the first request with this Idempotency-Key was not recorded",
                        false);
        assertThat(shop.bean(Runs.class).of("sent")).isOne();
    }

    @Test
    @DisplayName("H77 nor can one that is written after asynchronous work")
    void norOneAfterAsynchronousWork() {
        assertThat(post("later").status()).isEqualTo(422);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> Problem.of(post("later"))
                        .is(
                                409,
                                "answer-not-recorded",
                                "The answer to the first request with this Idempotency-Key was not recorded",
                                false));
        assertThat(shop.bean(Runs.class).of("later")).isOne();
    }

    private Reply post(String error) {
        return new Client(shop.port())
                .post("/container-error/" + error)
                .key(key)
                .send();
    }
}
