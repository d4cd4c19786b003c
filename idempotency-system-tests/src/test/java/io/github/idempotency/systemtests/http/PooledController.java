package io.github.idempotency.systemtests.http;

import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.IdempotentCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.support.TaskExecutorAdapter;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Works on the threads of a small pool, of which a test can ask what they are inside of. */
@RestController
@RequestMapping("/pooled")
class PooledController implements DisposableBean {

    private static final int THREADS = 2;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final AsyncTaskExecutor executor = new TaskExecutorAdapter(threads);
    private final Doors doors;

    PooledController(Doors doors) {
        this.doors = doors;
    }

    /** The work goes on, deaf to interrupts, while a second thread streams the answer to the timeout. */
    @PostMapping("/streamed-timeout/{door}")
    @Idempotent
    WebAsyncTask<StreamingResponseBody> streamedTimeout(@PathVariable String door) {
        WebAsyncTask<StreamingResponseBody> task = new WebAsyncTask<>(50L, executor, () -> {
            CompletableFuture.runAsync(() -> doors.pass(door + "-work")).join();
            doors.open(door + "-worked");
            return out -> {};
        });
        task.onTimeout(() -> out -> {
            doors.pass(door + "-answer");
            out.write("sorry".getBytes(StandardCharsets.UTF_8));
        });
        return task;
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }

    /** What each thread of the pool is inside of, once it has nothing else to do. */
    List<String> inside() throws Exception {
        CyclicBarrier all = new CyclicBarrier(THREADS);
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            answers.add(threads.submit(() -> {
                all.await(20, TimeUnit.SECONDS);
                return IdempotentCall.current()
                        .map(call -> call.key().toString())
                        .orElse("nothing");
            }));
        }
        List<String> inside = new ArrayList<>();
        for (Future<String> answer : answers) {
            inside.add(answer.get(20, TimeUnit.SECONDS));
        }
        return inside;
    }
}
