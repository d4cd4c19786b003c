package io.github.idempotency.systemtests.http;

import io.github.idempotency.WhenFails;
import io.github.idempotency.spring.Idempotent;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** Asynchronous work that nobody can stop, behind a door the first time. */
@RestController
@RequestMapping("/cut-off")
class CutOffController {

    private final Runs runs;
    private final Doors doors;

    CutOffController(Runs runs, Doors doors) {
        this.runs = runs;
        this.doors = doors;
    }

    @PostMapping("/callable/{door}")
    @Idempotent(lease = "2s")
    Callable<String> callable(@PathVariable String door) {
        return () -> aside(door, false).join();
    }

    @PostMapping("/deferred/{door}")
    @Idempotent(lease = "2s")
    DeferredResult<String> deferred(@PathVariable String door) {
        DeferredResult<String> result = new DeferredResult<>(20_000L);
        aside(door, false).thenAccept(result::setResult);
        return result;
    }

    @PostMapping("/future/{door}")
    @Idempotent(lease = "2s")
    CompletableFuture<String> future(@PathVariable String door, @RequestParam(defaultValue = "false") boolean fails) {
        return aside(door, fails);
    }

    @PostMapping("/hold/{door}")
    @Idempotent(lease = "2s", whenFails = WhenFails.HOLD)
    CompletableFuture<String> hold(@PathVariable String door) {
        return aside(door, false);
    }

    private CompletableFuture<String> aside(String door, boolean fails) {
        CompletableFuture<String> done = new CompletableFuture<>();
        Thread worker = new Thread(() -> {
            int run = runs.add("cut-off");
            if (run == 1) {
                doors.pass(door);
            }
            if (run == 1 && fails) {
                done.completeExceptionally(new IllegalStateException("run 1"));
            } else {
                done.complete("run " + run);
            }
        });
        worker.setDaemon(true);
        worker.start();
        return done;
    }
}
