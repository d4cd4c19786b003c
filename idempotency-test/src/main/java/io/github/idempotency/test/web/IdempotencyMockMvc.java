package io.github.idempotency.test.web;

import io.github.idempotency.Rejection;
import jakarta.servlet.ServletContext;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.ResultMatcher;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.context.support.WebApplicationContextUtils;

/**
 * Keys and expectations for Spring's MockMvc; to be imported statically.
 *
 * <pre>{@code
 * mvc.perform(post("/payments").with(idempotencyKey("key-1"))).andExpect(executed());
 * assertThat(tester.post().uri("/payments").with(idempotencyKey("key-1"))).matches(replayed());
 * }</pre>
 *
 * The headers are those the application under test is configured to use.
 */
public final class IdempotencyMockMvc {

    private IdempotencyMockMvc() {}

    /** Sends this key. */
    public static RequestPostProcessor idempotencyKey(String key) {
        return request -> {
            String header = property(request.getServletContext(), "idempotency.web.header", WebDefaults.KEY_HEADER);
            request.removeHeader(header);
            request.addHeader(header, key);
            return request;
        };
    }

    /** Sends a key that was never used before; the same one with every request that gets this very object. */
    public static RequestPostProcessor idempotencyKey() {
        return idempotencyKey(UUID.randomUUID().toString());
    }

    /** The answer is a recorded one. */
    public static ResultMatcher replayed() {
        return result -> answer(result).isReplayed(replayHeader(result));
    }

    /**
     * The answer is a success (2xx or 3xx), and neither a recorded one nor a refusal. An endpoint without protection answers
     * like this, too: that there is one is shown by the replay of the next request. Of errors nobody knows whether the
     * handler ran: there, and to be sure, use {@link io.github.idempotency.test.call.RecordedCallsAssert#wereExecuted}.
     */
    public static ResultMatcher executed() {
        return result -> answer(result).isExecuted(replayHeader(result));
    }

    /** The answer is the library's problem document for this reason. */
    public static ResultMatcher refused(Rejection why) {
        return result -> answer(result).isRefused(why);
    }

    /** The answer is that of another request: status, describing headers, and the body byte for byte. */
    public static ResultMatcher sameAnswerAs(MvcResult first) {
        return result -> answer(result).isSameAs(answer(first));
    }

    private static SeenAnswer answer(MvcResult result) {
        return new SeenAnswer(
                result.getResponse().getStatus(),
                result.getResponse()::getHeader,
                result.getResponse().getContentAsByteArray());
    }

    private static String replayHeader(MvcResult result) {
        return property(
                result.getRequest().getServletContext(), "idempotency.web.replay-header", WebDefaults.REPLAY_HEADER);
    }

    /** MockMvc without an application context has no configuration to follow. */
    private static String property(ServletContext servletContext, String name, String otherwise) {
        ApplicationContext context = WebApplicationContextUtils.getWebApplicationContext(servletContext);
        return context == null ? otherwise : context.getEnvironment().getProperty(name, otherwise);
    }
}
