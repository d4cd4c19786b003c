package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Filters that name no order may run between the one that records and the handler. */
class InnerFilterTests extends HttpTest {

    private static Shop shop;

    @BeforeAll
    static void startAShopWithAFilterThatChangesAnswers() {
        shop = Shop.start("shop.envelope=true");
    }

    @AfterAll
    static void stopIt() {
        shop.close();
    }

    @Test
    @DisplayName("H18, H22 A replay does not pass once more through what has changed the first answer")
    void aReplayIsNotChangedASecondTime() {
        Reply first = post();
        Reply second = post();

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(second.replayed()).isTrue();
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(second.header("Content-Length")).isEqualTo(first.header("Content-Length"));
        assertThat(second.status()).isEqualTo(first.status());
    }

    private Reply post() {
        return new Client(shop.port())
                .post("/places/own")
                .key(key)
                .header("Accept-Encoding", "gzip")
                .body("text/plain", "tea")
                .send();
    }
}
