package io.github.idempotency.systemtests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.processes.ShopProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test a {@link Visit} to one shop with one browser, which all classes share, and sees to it that no visit ends
 * with an error in the console or a request to somebody else.
 */
final class InBrowser implements ExecutionCondition, ParameterResolver, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(InBrowser.class);

    /** Slow enough for a duplicate to come in time. */
    private static final List<String> ARGUMENTS = List.of("--shop.gateway-latency=1s");

    private record Shared(ShopProcess shop, Chromium chromium) implements AutoCloseable {

        static Shared start() {
            Path executable = Chromium.find().orElseThrow();
            try {
                return new Shared(ShopProcess.start(List.of(ARGUMENTS)).get(0), new Chromium(executable));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            chromium.close();
            shop.close();
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<Path> found = Chromium.find();
        return found.map(path -> ConditionEvaluationResult.enabled("Browser: " + path))
                .orElseGet(() -> ConditionEvaluationResult.disabled("There is no Chromium here: install it, or name its"
                        + " executable in the environment variable CHROMIUM"));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Visit.class;
    }

    @Override
    public Visit resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Shared shared = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Shared.class, type -> Shared.start(), Shared.class);
        return context.getStore(NAMESPACE)
                .computeIfAbsent(
                        Visit.class,
                        type -> new Visit(shared.shop(), shared.chromium().browser()),
                        Visit.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Store store = context.getStore(NAMESPACE);
        Visit visit = Objects.requireNonNull(store.get(Visit.class, Visit.class), "a test without a visit");
        assertThat(visit.complaints()).isEmpty();
    }
}
