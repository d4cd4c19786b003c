package io.github.idempotency.store.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The scripts the server runs: one per verb, each a resource of its own behind the shared {@code record.lua}. */
enum Script {
    CLAIM(true),
    RENEW,
    COMPLETE(true),
    RELEASE,
    FIND,
    SCAN,
    SETTLE,
    REOPEN,
    DELETE;

    private final String source;
    private final String sha1;

    Script() {
        this(false);
    }

    /** @param quick whether the commonest cases have a part of their own, before everything else */
    Script(boolean quick) {
        this.source = (quick ? resource(verb() + "-quick") : "") + resource("record") + resource(verb());
        this.sha1 = sha1(source);
    }

    /** For messages and file names. */
    String verb() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the server knows the script by once it has seen it. */
    String sha1() {
        return sha1;
    }

    /** The whole script. */
    String source() {
        return source;
    }

    private static String resource(String name) {
        try (InputStream in = Script.class.getResourceAsStream(name + ".lua")) {
            if (in == null) {
                throw new IllegalStateException("The script " + name + ".lua is missing next to "
                        + Script.class.getName() + "; was it left out when the application was packed?");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The script " + name + ".lua cannot be read", e);
        }
    }

    private static String sha1(String script) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(script.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1; this one does not", e);
        }
    }
}
