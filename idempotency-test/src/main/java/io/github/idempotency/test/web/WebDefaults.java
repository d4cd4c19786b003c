package io.github.idempotency.test.web;

/** Names of headers where the application does not choose others. */
final class WebDefaults {

    static final String KEY_HEADER = "Idempotency-Key";
    static final String REPLAY_HEADER = "Idempotent-Replayed";

    private WebDefaults() {}
}
