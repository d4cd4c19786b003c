package io.github.idempotency.autoconfigure.support;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.util.ClassUtils;

/** Applications with everything this module registers, as an application that adds the starter gets it. */
public final class Apps {

    private Apps() {}

    public static ApplicationContextRunner plain(Class<?>... furtherAutoConfigurations) {
        return new ApplicationContextRunner().withConfiguration(autoConfigurations(furtherAutoConfigurations));
    }

    public static WebApplicationContextRunner web(Class<?>... furtherAutoConfigurations) {
        return new WebApplicationContextRunner().withConfiguration(autoConfigurations(furtherAutoConfigurations));
    }

    /** Those of the file Spring Boot reads, so that a line missing there fails tests. */
    public static List<Class<?>> ours() {
        ClassLoader loader = Apps.class.getClassLoader();
        List<Class<?>> ours = new ArrayList<>();
        for (String name : ImportCandidates.load(AutoConfiguration.class, loader)) {
            if (name.startsWith("io.github.idempotency.")) {
                ours.add(ClassUtils.resolveClassName(name, loader));
            }
        }
        return ours;
    }

    private static AutoConfigurations autoConfigurations(Class<?>... further) {
        return AutoConfigurations.of(
                Stream.concat(ours().stream(), Stream.of(further)).toArray(Class<?>[]::new));
    }
}
