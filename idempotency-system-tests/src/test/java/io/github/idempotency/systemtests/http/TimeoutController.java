package io.github.idempotency.systemtests.http;

import io.github.idempotency.WhenFails;
import io.github.idempotency.spring.Idempotent;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;

/** Asynchronous work that outlasts its request the first time; it goes on behind a door. */
@RestController
@RequestMapping("/timeouts")
class TimeoutController {

    private static final long SOON = 50;

    private final Runs runs;
    private final Doors doors;

    TimeoutController(Runs runs, Doors doors) {
        this.runs = runs;
        this.doors = doors;
    }

    @PostMapping("/deferred/{door}")
    @Idempotent(lease = "2s")
    DeferredResult<String> deferred(@PathVariable String door) {
        return started(new DeferredResult<>(SOON), door);
    }

    @PostMapping("/task/{door}")
    @Idempotent(lease = "2s")
    WebAsyncTask<String> task(@PathVariable String door) {
        return new WebAsyncTask<>(SOON, work(door));
    }

    @PostMapping("/answered-503/{door}")
    @Idempotent(lease = "2s")
    DeferredResult<ResponseEntity<String>> answered503(@PathVariable String door) {
        DeferredResult<ResponseEntity<String>> result = new DeferredResult<>(SOON);
        result.onTimeout(() -> result.setErrorResult(
                ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body("try later")));
        int run = runs.add("timeout");
        if (run > 1) {
            result.setResult(ResponseEntity.ok("run " + run));
        }
        return result;
    }

    @PostMapping("/hold/{door}")
    @Idempotent(whenFails = WhenFails.HOLD)
    DeferredResult<String> hold(@PathVariable String door) {
        return started(new DeferredResult<>(SOON), door);
    }

    @PostMapping("/value/{door}")
    @Idempotent
    DeferredResult<String> value(@PathVariable String door) {
        return started(new DeferredResult<>(SOON, "accepted"), door);
    }

    @PostMapping("/handler/{door}")
    @Idempotent
    DeferredResult<String> handler(@PathVariable String door) {
        DeferredResult<String> result = new DeferredResult<>(SOON);
        result.onTimeout(() -> result.setResult("accepted"));
        return started(result, door);
    }

    @PostMapping("/task-handler/{door}")
    @Idempotent
    WebAsyncTask<String> taskHandler(@PathVariable String door) {
        WebAsyncTask<String> task = new WebAsyncTask<>(SOON, work(door));
        task.onTimeout(() -> "accepted");
        return task;
    }

    private DeferredResult<String> started(DeferredResult<String> result, String door) {
        aside(door).thenAccept(result::setResult);
        return result;
    }

    /** Cannot be interrupted, as work mostly cannot. */
    private Callable<String> work(String door) {
        return () -> aside(door).join();
    }

    private CompletableFuture<String> aside(String door) {
        CompletableFuture<String> done = new CompletableFuture<>();
        Thread worker = new Thread(() -> {
            int run = runs.add("timeout");
            if (run == 1) {
                doors.pass(door);
            }
            done.complete("run " + run);
        });
        worker.setDaemon(true);
        worker.start();
        return done;
    }
}
