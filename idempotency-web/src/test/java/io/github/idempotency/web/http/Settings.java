package io.github.idempotency.web.http;

import java.util.List;

/** Settings that differ from the defaults in what a test is about. */
public final class Settings {

    private String header = "Idempotency-Key";
    private String replayHeader = "Idempotent-Replayed";
    private List<String> aliases = List.of();
    private KeyRules rules = new KeyRules(KeySyntax.LENIENT, 1, 255, null);
    private KeyScope scope = KeyScope.PRINCIPAL;
    private BodyFingerprint body = BodyFingerprint.RAW;
    private List<String> fingerprintHeaders = List.of();
    private long maxRequestBytes = 10_000;
    private int maxResponseBytes = 5_000;
    private int reusedStatus = 422;
    private String documentation;

    private Settings() {}

    public static Settings with() {
        return new Settings();
    }

    public WebSettings build() {
        return new WebSettings(
                header,
                aliases,
                rules,
                scope,
                body,
                fingerprintHeaders,
                maxRequestBytes,
                maxResponseBytes,
                replayHeader,
                reusedStatus,
                documentation,
                UnsupportedKey.IGNORE,
                List.of());
    }

    public Settings names(String ofKey, String ofReplay) {
        header = ofKey;
        replayHeader = ofReplay;
        return this;
    }

    public Settings aliases(String... names) {
        aliases = List.of(names);
        return this;
    }

    public Settings rules(KeyRules all) {
        rules = all;
        return this;
    }

    public Settings scope(KeyScope of) {
        scope = of;
        return this;
    }

    public Settings fingerprint(BodyFingerprint of, String... headers) {
        body = of;
        fingerprintHeaders = List.of(headers);
        return this;
    }

    public Settings limits(long request, int response) {
        maxRequestBytes = request;
        maxResponseBytes = response;
        return this;
    }

    public Settings reusedStatus(int status) {
        reusedStatus = status;
        return this;
    }

    public Settings documentation(String url) {
        documentation = url;
        return this;
    }
}
