package io.github.idempotency.test.web;

import io.github.idempotency.Rejection;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.client.ExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec.ResponseSpecConsumer;

/**
 * Keys and expectations for Spring's {@code RestTestClient} (Spring Framework 7); to be imported statically.
 *
 * <pre>{@code
 * ExchangeResult first = client.post().uri("/payments").headers(idempotencyKey("key-1")).exchange().returnResult();
 * client.post().uri("/payments").headers(idempotencyKey("key-1")).exchange().expectAll(replayed(), sameAnswerAs(first));
 * }</pre>
 *
 * The headers are the default ones. An application that is configured to use another key header needs {@code
 * header(name, key)}, and the methods that take the name of the replay header.
 */
public final class IdempotencyRestClient {

    private IdempotencyRestClient() {}

    /** Sends this key. */
    public static Consumer<HttpHeaders> idempotencyKey(String key) {
        return headers -> headers.set(WebDefaults.KEY_HEADER, key);
    }

    /** Sends a key that was never used before; the same one with every request that gets this very object. */
    public static Consumer<HttpHeaders> idempotencyKey() {
        return idempotencyKey(UUID.randomUUID().toString());
    }

    /** The answer is a recorded one. */
    public static ResponseSpecConsumer replayed() {
        return replayed(WebDefaults.REPLAY_HEADER);
    }

    /** The answer is a recorded one, as the header of this name tells. */
    public static ResponseSpecConsumer replayed(String replayHeader) {
        return response -> answer(response.returnResult()).isReplayed(replayHeader);
    }

    /**
     * The answer is a success (2xx or 3xx), and neither a recorded one nor a refusal. An endpoint without protection answers
     * like this, too: that there is one is shown by the replay of the next request. Of errors nobody knows whether the
     * handler ran: there, and to be sure, use {@link io.github.idempotency.test.call.RecordedCallsAssert#wereExecuted}.
     */
    public static ResponseSpecConsumer executed() {
        return executed(WebDefaults.REPLAY_HEADER);
    }

    /** The answer is a success, and neither a recorded one, as the header of this name would tell, nor a refusal. */
    public static ResponseSpecConsumer executed(String replayHeader) {
        return response -> answer(response.returnResult()).isExecuted(replayHeader);
    }

    /** The answer is the library's problem document for this reason. */
    public static ResponseSpecConsumer refused(Rejection why) {
        return response -> answer(response.returnResult()).isRefused(why);
    }

    /** The answer is that of another request: status, describing headers, and the body byte for byte. */
    public static ResponseSpecConsumer sameAnswerAs(ExchangeResult first) {
        return response -> answer(response.returnResult()).isSameAs(answer(first));
    }

    private static SeenAnswer answer(ExchangeResult result) {
        return new SeenAnswer(
                result.getStatus().value(),
                result.getResponseHeaders()::getFirst,
                Objects.requireNonNullElse(result.getResponseBodyContent(), new byte[0]));
    }
}
