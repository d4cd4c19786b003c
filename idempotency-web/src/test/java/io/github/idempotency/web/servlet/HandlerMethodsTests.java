package io.github.idempotency.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.TransactionMode;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.operation.IdempotentOperation;
import io.github.idempotency.spring.operation.OperationMistakeException;
import io.github.idempotency.spring.operation.OperationResolver;
import io.github.idempotency.web.http.Settings;
import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Handlers that cannot be protected as they are written, and those that can. */
class HandlerMethodsTests {

    private static PlayedContainer container;

    @BeforeAll
    static void open() {
        container = new PlayedContainer(Settings.with().build(), false);
    }

    private final OperationResolver operations = container.bean(OperationResolver.class);
    private final HttpCallAdapter adapter = container.bean(HttpCallAdapter.class);

    @AfterAll
    static void close() {
        container.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    noHandler     | handles no request
                    reads         | change nothing
                    readsExchange | change nothing
                    readsAll      | change nothing
                    records       | recordFailures has no meaning
                    streams       | a SseEmitter is an open-ended stream
                    streamsEntity | a SseEmitter is an open-ended stream
                    sameLater     | a CompletableFuture goes on on another
                    sameEntity    | a CompletableFuture goes on on another
                    sameReason    | answers by an error page
                    """)
    void whatCannotBeProtectedStopsTheStart(String method, String mistake) {
        assertThatThrownBy(() -> adapter.check(operation(method)))
                .isInstanceOf(OperationMistakeException.class)
                .hasMessageContaining("Handlers." + method)
                .hasMessageContaining(mistake);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"writes", "writesExchange", "either", "any", "later", "sameWrites", "sameRefuses", "reason"})
    void whatCanBeProtectedStarts(String method) {
        assertThatCode(() -> adapter.check(operation(method))).doesNotThrowAnyException();
        assertThat(adapter.isInChargeOf(operation(method))).isTrue();
        assertThat(HandlerMethods.isToBeProtected(operation(method))).isTrue();
    }

    @Test
    void onAClassTheAnnotationMeansThoseMethodsThatCanBeProtected() {
        IdempotentOperation safe = operation(OfClass.class, "reads");
        IdempotentOperation stream = operation(OfClass.class, "readsStream");
        IdempotentOperation helper = operation(OfClass.class, "helps");

        for (IdempotentOperation operation : new IdempotentOperation[] {safe, stream, helper}) {
            assertThatCode(() -> adapter.check(operation)).doesNotThrowAnyException();
            assertThat(HandlerMethods.isToBeProtected(operation)).isFalse();
        }
        assertThat(HandlerMethods.isHandler(safe)).isTrue();
        assertThat(HandlerMethods.isHandler(helper)).isFalse();
    }

    @Test
    void beansThatAreNoControllersAreLeftToOthers() {
        IdempotentOperation bean = operation(Service.class, "work");

        assertThat(adapter.isInChargeOf(bean)).isFalse();
        assertThat(HandlerMethods.isOnController(bean)).isFalse();
        assertThat(adapter.isInChargeOf(operation("keyedHelper"))).isFalse();
        assertThat(adapter.isInChargeOf(operation("noHandler"))).isTrue();
    }

    @Test
    void anOperationIsNamedAfterItsRouteAndNotAfterWhatClientsMakeUp() {
        IdempotentOperation writes = operation("any");
        String own = writes.name();

        assertThat(HandlerMethods.name(writes, "POST", "/orders/{id}")).isEqualTo("POST /orders/{id}");
        assertThat(HandlerMethods.name(writes, "PURGE", "/orders")).isEqualTo("OTHER /orders");
        assertThat(HandlerMethods.name(writes, "POST", null)).isEqualTo(own);
        assertThat(HandlerMethods.name(writes, "POST", "/" + "x".repeat(1_000))).isEqualTo(own);
        assertThat(HandlerMethods.name(operation("named"), "POST", "/orders")).isEqualTo("orders.place");
        MockHttpServletRequest request = new MockHttpServletRequest("PUT", "/orders/7");
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/orders/{id}");
        assertThat(HandlerMethods.name(writes, request)).isEqualTo("PUT /orders/{id}");
    }

    @Test
    void aStatusIsDeclaredOnTheHandlerOrElseOnItsController() {
        assertThat(HandlerMethods.declaredStatus(operation("sameReason")).code())
                .isEqualTo(HttpStatus.CREATED);
        assertThat(HandlerMethods.declaredStatus(operation(OfClass.class, "reads"))
                        .code())
                .isEqualTo(HttpStatus.ACCEPTED);
        assertThat(HandlerMethods.declaredStatus(operation("writes"))).isNull();
    }

    @Test
    void onlyOpenEndedValuesAreStreams() {
        assertThat(HandlerMethods.isStream(new SseEmitter())).isTrue();
        assertThat(HandlerMethods.isStream(ResponseEntity.ok(new SseEmitter()))).isTrue();
        assertThat(HandlerMethods.isStream(ResponseEntity.ok("text"))).isFalse();
        assertThat(HandlerMethods.isStream("text")).isFalse();
        assertThat(HandlerMethods.isStream(null)).isFalse();
    }

    @Test
    void asynchronousValuesAreToldByTheirType() {
        assertThat(AsyncWork.isAsync(new CompletableFuture<>())).isTrue();
        assertThat(AsyncWork.isAsync(ResponseEntity.ok(new CompletableFuture<>())))
                .isTrue();
        assertThat(AsyncWork.isAsync("text")).isFalse();
        assertThat(AsyncWork.isAsync(null)).isFalse();
        assertThat(AsyncWork.isStreamed(new SseEmitter())).isTrue();
        assertThat(AsyncWork.isStreamed("text")).isFalse();
        CompletableFuture<String> stage = new CompletableFuture<>();
        assertThat(AsyncWork.stage(ResponseEntity.ok(stage))).isSameAs(stage);
        assertThat(AsyncWork.stage("text")).isNull();
    }

    @Test
    void handlersAreProtectedOrNotForDocumentsToo() {
        ProtectedHandlers handlers = new ProtectedHandlers(operations);

        assertThat(handlers.operation(new HandlerMethod(container.desk, method(Desk.class, "place"))))
                .isNotNull();
        assertThat(handlers.operation(new HandlerMethod(container.desk, method(Desk.class, "plain"))))
                .isNull();
        assertThat(handlers.operation(new HandlerMethod(new Handlers(), method(Handlers.class, "reads"))))
                .isNull();
        assertThat(ProtectedHandlers.isSafe("GET")).isTrue();
        assertThat(ProtectedHandlers.isSafe("POST")).isFalse();
    }

    private IdempotentOperation operation(String method) {
        return operation(Handlers.class, method);
    }

    private IdempotentOperation operation(Class<?> type, String name) {
        return operations.resolve(method(type, name), type);
    }

    private static Method method(Class<?> type, String name) {
        for (Method method : ReflectionUtils.getDeclaredMethods(type)) {
            if (method.getName().equals(name)) {
                return method;
            }
        }
        throw new IllegalArgumentException(name);
    }

    static class Service {
        @Idempotent(key = "'k'")
        public void work() {}
    }

    @Controller
    @Idempotent
    @ResponseStatus(HttpStatus.ACCEPTED)
    static class OfClass {
        @GetMapping
        public void reads() {}

        @GetMapping
        public SseEmitter readsStream() {
            return new SseEmitter();
        }

        public void helps() {}
    }

    @Controller
    static class Handlers {
        @Idempotent
        public void noHandler() {}

        @Idempotent(key = "'k'")
        public void keyedHelper() {}

        @GetMapping
        @Idempotent
        public void reads() {}

        @GetExchange
        @Idempotent
        public void readsExchange() {}

        @RequestMapping(method = {RequestMethod.GET, RequestMethod.HEAD})
        @Idempotent
        public void readsAll() {}

        @PostMapping
        @Idempotent(recordFailures = IllegalStateException.class)
        public void records() {}

        @PostMapping
        @Idempotent
        public SseEmitter streams() {
            return new SseEmitter();
        }

        @PostMapping
        @Idempotent
        public ResponseEntity<SseEmitter> streamsEntity() {
            return ResponseEntity.ok(new SseEmitter());
        }

        @PostMapping
        @Idempotent(transaction = TransactionMode.SAME)
        public CompletableFuture<String> sameLater() {
            return new CompletableFuture<>();
        }

        @PostMapping
        @Idempotent(transaction = TransactionMode.SAME)
        public ResponseEntity<CompletableFuture<String>> sameEntity() {
            return ResponseEntity.ok(new CompletableFuture<>());
        }

        @PostMapping
        @Idempotent(transaction = TransactionMode.SAME)
        @ResponseStatus(code = HttpStatus.CREATED, reason = "made")
        public void sameReason() {}

        @PostMapping
        @Idempotent(transaction = TransactionMode.SAME)
        @ResponseStatus(code = HttpStatus.BAD_REQUEST, reason = "no")
        public void sameRefuses() {}

        @PostMapping
        @Idempotent
        @ResponseStatus(code = HttpStatus.CREATED, reason = "made")
        public void reason() {}

        @PostMapping
        @Idempotent(transaction = TransactionMode.SAME)
        public void sameWrites() {}

        @PostMapping
        @Idempotent
        public void writes() {}

        @PostExchange
        @Idempotent
        public void writesExchange() {}

        @RequestMapping(method = {RequestMethod.GET, RequestMethod.POST})
        @Idempotent
        public void either() {}

        @RequestMapping
        @Idempotent
        public void any() {}

        @PostMapping
        @Idempotent
        public CompletableFuture<String> later() {
            return new CompletableFuture<>();
        }

        @PostMapping
        @Idempotent(operation = "orders.place")
        public void named() {}
    }
}
