package io.github.idempotency.systemtests.http;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.test.context.TestPropertySource;

/** A shop that has changed everything about keys, fingerprints and refusals that can be changed. */
@TestPropertySource(
        properties = {
            "idempotency.compress-above=1KB",
            "idempotency.web.key-syntax=strict",
            "idempotency.web.key-pattern=[a-z0-9-]{8,80}",
            "idempotency.web.key-scope=operation",
            "idempotency.web.header-aliases=X-Idempotency-Key,X-Request-Token",
            "idempotency.web.body-fingerprint=canonical-json",
            "idempotency.web.fingerprint-headers=X-Api-Version",
            "idempotency.web.max-request-size=1KB",
            "idempotency.web.key-reused-status=409",
            "idempotency.web.replay-header=X-Replayed",
            "idempotency.web.unreplayed-headers=X-Points",
            "idempotency.web.documentation-url=https://shop.example/keys",
            "idempotency.web.unsupported-key=reject",
            "server.compression.enabled=true",
            "server.compression.min-response-size=1KB",
        })
abstract class ConfiguredHttpTest extends HttpTest {

    static final String TEA = "{\"item\":\"tea\",\"count\":2}";

    /** The test's key in strict syntax. */
    String quoted;

    @BeforeEach
    void quoteTheKey() {
        quoted = '"' + key + '"';
    }

    Reply place(String value) {
        return client.post("/orders").key(value).json(TEA).send();
    }

    static boolean replayed(Reply reply) {
        return reply.headers("X-Replayed").equals(List.of("true"));
    }

    static void isInvalid(Reply reply) {
        Problem.of(reply).is(400, "idempotency-key-invalid", "Invalid Idempotency-Key", false);
    }

    static void isReused(Reply reply) {
        Problem.of(reply).is(409, "idempotency-key-reused", "Idempotency-Key is already used", false);
    }
}
