package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.operation.OperationMistakeException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Mistakes that stop the start, with a message that names the fix. */
class StartUpTests {

    private static final String SAFE = "handles only methods that change nothing";
    private static final String STREAM = "is an open-ended stream, which cannot be recorded";

    private final WebApplicationContextRunner shop = new WebApplicationContextRunner()
            .withUserConfiguration(Shop.class)
            .withPropertyValues("idempotency.store=memory");

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(OnlyGet.class, "OnlyGet.read", SAFE, "Remove the annotation"),
                Arguments.of(OnlySafe.class, "OnlySafe.read", SAFE, "Remove the annotation"),
                Arguments.of(OnlyGetExchange.class, "OnlyGetExchange.read", SAFE, "Remove the annotation"),
                Arguments.of(Events.class, "Events.events", "a SseEmitter " + STREAM, "Return the whole answer"),
                Arguments.of(EventsOfClass.class, "EventsOfClass.events", "a SseEmitter " + STREAM, "Return the whole"),
                Arguments.of(Emitter.class, "Emitter.emit", "a ResponseBodyEmitter " + STREAM, "Return the whole"),
                Arguments.of(EmitterEntity.class, "EmitterEntity.emit", STREAM, "Return the whole"),
                Arguments.of(Many.class, "Many.many", "a Flux " + STREAM, "Return the whole"),
                Arguments.of(NoHandler.class, "NoHandler.help", "handles no request", "map it to a request"),
                Arguments.of(RecordsFailures.class, "RecordsFailures.place", "recordFailures", "set whenFails"));
    }

    @ParameterizedTest(name = "H28 H76 {0}")
    @MethodSource("mistakes")
    @DisplayName("H28 H76 A handler that cannot be protected as written stops the start")
    void aHandlerThatCannotBeProtectedStopsTheStart(Class<?> controller, String method, String mistake, String fix) {
        shop.withUserConfiguration(controller)
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .isInstanceOf(OperationMistakeException.class)
                        .hasMessageContainingAll(method, mistake, fix));
    }

    @Test
    @DisplayName("H28 H76 What can be recorded, or is safe beside protected methods, starts")
    void whatCanBeRecordedStarts() {
        shop.withUserConfiguration(Fine.class)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Shop {}

    @RestController
    static class OnlyGet {
        @GetMapping("/a")
        @Idempotent
        String read() {
            return "";
        }
    }

    @RestController
    static class OnlySafe {
        @RequestMapping(
                path = "/a",
                method = {RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS, RequestMethod.TRACE})
        @Idempotent
        String read() {
            return "";
        }
    }

    @RestController
    static class OnlyGetExchange {
        @GetExchange("/a")
        @Idempotent
        String read() {
            return "";
        }
    }

    @RestController
    static class Events {
        @PostMapping("/a")
        @Idempotent
        SseEmitter events() {
            return new SseEmitter();
        }
    }

    @RestController
    @Idempotent
    static class EventsOfClass {
        @PostMapping("/a")
        public SseEmitter events() {
            return new SseEmitter();
        }
    }

    @RestController
    static class Emitter {
        @PostMapping("/a")
        @Idempotent
        ResponseBodyEmitter emit() {
            return new ResponseBodyEmitter();
        }
    }

    @RestController
    static class EmitterEntity {
        @PostMapping("/a")
        @Idempotent
        ResponseEntity<ResponseBodyEmitter> emit() {
            return ResponseEntity.ok(new ResponseBodyEmitter());
        }
    }

    @RestController
    static class Many {
        @PostMapping("/a")
        @Idempotent
        Flux<String> many() {
            return Flux.just("");
        }
    }

    @RestController
    static class RecordsFailures {
        @PostMapping("/a")
        @Idempotent(recordFailures = IllegalStateException.class)
        String place() {
            return "";
        }
    }

    @Controller
    static class NoHandler {
        @Idempotent
        public String help() {
            return "";
        }
    }

    @RestController
    @Idempotent
    static class Fine {
        @GetMapping("/events")
        public SseEmitter events() {
            return new SseEmitter();
        }

        @GetMapping("/many")
        public Flux<String> many() {
            return Flux.just("");
        }

        @PostMapping("/one")
        public Mono<String> one() {
            return Mono.just("");
        }

        @PostMapping("/stream")
        public StreamingResponseBody stream() {
            return out -> {};
        }

        @RequestMapping("/any")
        public String any() {
            return help();
        }

        public String help() {
            return "";
        }
    }
}
