package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;

/** A refusal as a client reads it. */
@SuppressWarnings("TypeParameterUnusedInFormals")
public final class Problem {

    private final Reply reply;

    private Problem(Reply reply) {
        this.reply = reply;
    }

    public static Problem of(Reply reply) {
        return new Problem(reply);
    }

    /** Checks everything a program relies on. */
    public void is(int status, String code, String title, boolean retryable) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(this.<Integer>member("status")).isEqualTo(status);
        assertThat(this.<String>member("code")).isEqualTo(code);
        assertThat(this.<String>member("title")).isEqualTo(title);
        assertThat(this.<Boolean>member("retryable")).isEqualTo(retryable);
        assertThat(this.<String>member("detail")).isNotBlank();
        assertThat(reply.first()).as("a refusal is no replay").isTrue();
    }

    String type() {
        return member("type");
    }

    String detail() {
        return member("detail");
    }

    private <T> T member(String name) {
        return JsonPath.read(reply.text(), "$." + name);
    }
}
