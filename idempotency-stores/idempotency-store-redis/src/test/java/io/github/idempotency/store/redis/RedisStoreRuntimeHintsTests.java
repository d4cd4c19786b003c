package io.github.idempotency.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.SpringFactoriesLoader;

class RedisStoreRuntimeHintsTests {

    private static final String FOLDER = "io/github/idempotency/store/redis/";

    @Test
    void everyScriptIsInANativeImage() throws Exception {
        RuntimeHints hints = new RuntimeHints();
        SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
                .load(RuntimeHintsRegistrar.class)
                .stream()
                .filter(RedisStoreRuntimeHints.class::isInstance)
                .forEach(registrar -> registrar.registerHints(hints, getClass().getClassLoader()));

        Resource[] scripts = new PathMatchingResourcePatternResolver().getResources("classpath*:" + FOLDER + "*.lua");
        assertThat(scripts)
                // Beside one for each verb: what all of them share, and the short ways of two.
                .hasSize(Script.values().length + 3)
                .allSatisfy(script -> assertThat(hints)
                        .matches(RuntimeHintsPredicates.resource().forResource(FOLDER + script.getFilename())));
    }
}
