package io.github.idempotency.systemtests.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/** JPA is on the class path for the tests that ask for it with {@value #ASKED}; all others do without. */
public final class JpaIfAsked implements AutoConfigurationImportFilter, EnvironmentAware {

    static final String ASKED = "systemtests.jpa";

    private static final List<String> JPA =
            List.of("org.springframework.boot.hibernate.", "org.springframework.boot.data.jpa.");

    private boolean asked;

    @Override
    public void setEnvironment(Environment environment) {
        asked = environment.getProperty(ASKED, Boolean.class, false);
    }

    @Override
    public boolean[] match(@Nullable String[] names, AutoConfigurationMetadata metadata) {
        boolean[] matches = new boolean[names.length];
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            matches[i] = asked || name == null || JPA.stream().noneMatch(name::startsWith);
        }
        return matches;
    }
}
