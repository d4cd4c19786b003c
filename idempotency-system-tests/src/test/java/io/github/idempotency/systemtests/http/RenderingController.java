package io.github.idempotency.systemtests.http;

import io.github.idempotency.WhenFails;
import io.github.idempotency.spring.Idempotent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Does its work, and then its answer cannot be rendered. */
@RestController
@RequestMapping("/rendering")
@SuppressWarnings("DoNotCallSuggester")
class RenderingController {

    /** Cannot be written as JSON. */
    static final class Receipt {
        public int getNumber() {
            throw new IllegalStateException("on purpose");
        }
    }

    /** Fails when the handler is through. */
    @Configuration(proxyBeanMethods = false)
    static class Interception implements WebMvcConfigurer {

        @Override
        public void addInterceptors(InterceptorRegistry registry) {
            HandlerInterceptor failing = new HandlerInterceptor() {
                @Override
                public void postHandle(
                        HttpServletRequest request,
                        HttpServletResponse response,
                        Object handler,
                        @Nullable ModelAndView view) {
                    throw new IllegalStateException("on purpose");
                }
            };
            registry.addInterceptor(failing).addPathPatterns("/rendering/intercepted");
        }
    }

    private final Runs runs;

    RenderingController(Runs runs) {
        this.runs = runs;
    }

    @PostMapping("/release")
    @Idempotent
    Receipt release() {
        runs.add("rendering");
        return new Receipt();
    }

    @PostMapping("/later")
    @Idempotent
    Callable<Receipt> later() {
        return this::release;
    }

    @PostMapping("/intercepted")
    @Idempotent
    void intercepted() {
        runs.add("rendering");
    }

    @PostMapping("/store")
    @Idempotent(whenFails = WhenFails.STORE)
    Receipt store() {
        runs.add("rendering");
        return new Receipt();
    }

    @PostMapping("/hold")
    @Idempotent(whenFails = WhenFails.HOLD)
    Receipt hold() {
        runs.add("rendering");
        return new Receipt();
    }
}
