package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** CORS as Spring Security's filter does it. */
@SuppressWarnings("StringConcatToTextBlock")
class SecuredCrossOriginTests extends SecuredTest {

    @Test
    @DisplayName("H73 The preflight of Spring Security allows the key as well")
    void thePreflightOfSpringSecurityAllowsTheKey() throws IOException {
        Reply preflight = Wire.exchange(
                port,
                "OPTIONS /vault/secret HTTP/1.1\r\nHost: shop\r\nOrigin: https://shop.example\r\n"
                        + "Access-Control-Request-Method: POST\r\n"
                        + "Access-Control-Request-Headers: authorization, idempotency-key\r\n",
                new byte[0]);
        assertThat(preflight.status()).isEqualTo(200);
        assertThat(preflight.header("Access-Control-Allow-Headers")).isEqualTo("authorization, idempotency-key");
    }

    @Test
    @DisplayName("H73 and its answers expose what tells replays apart")
    void itsAnswersExposeWhatTellsReplaysApart() throws IOException {
        Reply refused = Wire.exchange(
                port,
                "POST /vault/open/secret HTTP/1.1\r\nHost: shop\r\nOrigin: https://shop.example\r\n"
                        + "Content-Type: text/plain\r\n",
                "tea".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Access-Control-Expose-Headers")).contains("Idempotent-Replayed");
    }
}
