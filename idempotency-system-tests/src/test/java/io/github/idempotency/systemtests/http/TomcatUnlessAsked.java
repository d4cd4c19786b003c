package io.github.idempotency.systemtests.http;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/** With both containers on the class path Spring Boot would take Jetty; here a test that wants it defines it. */
public final class TomcatUnlessAsked implements AutoConfigurationImportFilter {

    @Override
    public boolean[] match(@Nullable String[] names, AutoConfigurationMetadata metadata) {
        boolean[] matches = new boolean[names.length];
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            matches[i] = name == null || !name.startsWith("org.springframework.boot.jetty.");
        }
        return matches;
    }
}
