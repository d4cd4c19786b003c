package io.github.idempotency.systemtests.http;

import io.github.idempotency.spring.Idempotent;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** Works on other threads, in every way Spring MVC knows; stops at a door where the request names one. */
@RestController
@RequestMapping("/async")
@Idempotent
class AsyncController {

    private final Runs runs;
    private final Doors doors;

    AsyncController(Runs runs, Doors doors) {
        this.runs = runs;
        this.doors = doors;
    }

    @PostMapping("/callable")
    public Callable<String> callable(@RequestParam @Nullable String door, @RequestParam(defaultValue = "0") int fails) {
        return () -> work(door, fails);
    }

    @PostMapping("/callable-entity")
    public Callable<ResponseEntity<String>> callableEntity(
            @RequestParam @Nullable String door, @RequestParam(defaultValue = "0") int fails) {
        return () -> ResponseEntity.ok(work(door, fails));
    }

    @PostMapping("/task")
    public WebAsyncTask<String> task(@RequestParam @Nullable String door, @RequestParam(defaultValue = "0") int fails) {
        return new WebAsyncTask<>(20_000L, () -> work(door, fails));
    }

    @PostMapping("/deferred")
    public DeferredResult<String> deferred(
            @RequestParam @Nullable String door, @RequestParam(defaultValue = "0") int fails) {
        DeferredResult<String> result = new DeferredResult<>(20_000L);
        aside(door, fails).whenComplete((value, failure) -> {
            if (failure == null) {
                result.setResult(value);
            } else {
                result.setErrorResult(failure.getCause());
            }
        });
        return result;
    }

    @PostMapping("/deferred-entity")
    public DeferredResult<ResponseEntity<String>> deferredEntity(
            @RequestParam @Nullable String door, @RequestParam(defaultValue = "0") int fails) {
        DeferredResult<ResponseEntity<String>> result = new DeferredResult<>(20_000L);
        aside(door, fails).whenComplete((value, failure) -> {
            if (failure == null) {
                result.setResult(ResponseEntity.ok(value));
            } else {
                result.setErrorResult(failure.getCause());
            }
        });
        return result;
    }

    @PostMapping("/future")
    public CompletableFuture<String> future(
            @RequestParam @Nullable String door, @RequestParam(defaultValue = "0") int fails) {
        return aside(door, fails);
    }

    @PostMapping("/stage")
    public CompletionStage<ResponseEntity<String>> stage(
            @RequestParam @Nullable String door, @RequestParam(defaultValue = "0") int fails) {
        return aside(door, fails).thenApply(ResponseEntity::ok);
    }

    @PostMapping("/mono")
    public Mono<String> mono(@RequestParam @Nullable String door, @RequestParam(defaultValue = "0") int fails) {
        return Mono.fromFuture(() -> aside(door, fails));
    }

    /** Is there before anybody waits for it. */
    @PostMapping("/at-once")
    public DeferredResult<String> atOnce(@RequestParam(defaultValue = "0") int fails) {
        DeferredResult<String> result = new DeferredResult<>();
        try {
            result.setResult(work(null, fails));
        } catch (RuntimeException e) {
            result.setErrorResult(e);
        }
        return result;
    }

    private CompletableFuture<String> aside(@Nullable String door, int fails) {
        CompletableFuture<String> start = new CompletableFuture<>();
        CompletableFuture<String> worked = start.thenApply(nothing -> work(door, fails));
        Thread worker = new Thread(() -> start.complete(""));
        worker.setDaemon(true);
        worker.start();
        return worked;
    }

    private String work(@Nullable String door, int fails) {
        int run = runs.add("async");
        if (door != null) {
            doors.pass(door);
        }
        if (run == 1 && fails >= 600) {
            throw new IllegalStateException("run " + run);
        }
        if (run == 1 && fails > 0) {
            throw new ResponseStatusException(HttpStatus.valueOf(fails), "run " + run);
        }
        return "run " + run;
    }
}
