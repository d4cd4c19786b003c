package io.github.idempotency.web.servlet;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.filter.CorsFilter;

/** What is proxied and looked behind where a servlet container is used. */
final class ServletRuntimeHints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        if (ClassUtils.isPresent("jakarta.servlet.http.HttpServletResponse", classLoader)) {
            OfServlets.register(hints);
        }
    }

    /** Loaded only where the servlet API is. */
    private static final class OfServlets {

        private static void register(RuntimeHints hints) {
            // Forwards get an opaque response, see RecordingDispatcher.
            hints.proxies().registerJdkProxy(HttpServletResponse.class);
            hints.reflection()
                    .registerType(HttpServletResponse.class, MemberCategory.INVOKE_PUBLIC_METHODS)
                    .registerType(ServletResponse.class, MemberCategory.INVOKE_PUBLIC_METHODS);
            // The processor an application has chosen is asked for before it gets keys allowed, too.
            Field processor = ReflectionUtils.findField(CorsFilter.class, "processor");
            if (processor != null) {
                hints.reflection().registerField(processor);
            }
        }
    }
}
