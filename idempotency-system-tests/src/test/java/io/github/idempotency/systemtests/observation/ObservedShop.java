package io.github.idempotency.systemtests.observation;

import io.github.idempotency.TransactionMode;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import io.opentelemetry.api.trace.Span;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The same work behind every door; it notes in which span it ran. */
@Component
class ObservedShop {

    private final AtomicReference<String> span = new AtomicReference<>("");

    private final IdempotencyTemplate template;

    ObservedShop(IdempotencyTemplate template) {
        this.template = template;
    }

    /** The id of the span in which the work ran last. */
    public String spanOfTheLastRun() {
        return span.get();
    }

    public String work() {
        span.set(Span.current().getSpanContext().getSpanId());
        return "done";
    }

    @Idempotent(key = "#id", operation = "bean", fingerprint = "#body")
    public String bean(String id, String body) {
        return work();
    }

    @Idempotent(key = "#id", operation = "same", fingerprint = "#body", transaction = TransactionMode.SAME)
    public String same(String id, String body) {
        return work();
    }

    public String template(String id, String body) {
        return template.withOperation("template").withRequest(body).execute(id, String.class, this::work);
    }

    @RestController
    @RequestMapping("/shop")
    static class Controller {

        private final ObservedShop shop;

        Controller(ObservedShop shop) {
            this.shop = shop;
        }

        @PostMapping("/handler")
        @Idempotent(operation = "handler")
        public String handler(@RequestBody String body) {
            return shop.work();
        }

        @PostMapping("/handler-in-transaction")
        @Idempotent(operation = "handler-same", transaction = TransactionMode.SAME)
        public String inTransaction(@RequestBody String body) {
            return shop.work();
        }

        @PostMapping("/callable")
        @Idempotent(operation = "callable")
        public Callable<String> callable(@RequestBody String body) {
            return shop::work;
        }

        /** Ends on a thread that knows nothing of the call. */
        @PostMapping("/future")
        @Idempotent(operation = "future")
        public CompletableFuture<String> future(@RequestBody String body) {
            String answer = shop.work();
            return CompletableFuture.supplyAsync(() -> answer);
        }
    }
}
