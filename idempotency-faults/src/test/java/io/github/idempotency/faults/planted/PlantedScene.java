package io.github.idempotency.faults.planted;

import io.github.idempotency.faults.history.Answer;
import io.github.idempotency.faults.history.Call;
import io.github.idempotency.faults.history.CallKey;
import io.github.idempotency.faults.history.History;
import io.github.idempotency.faults.history.HistoryChecker;
import io.github.idempotency.faults.history.Repeats;
import io.github.idempotency.faults.history.Report;
import io.github.idempotency.faults.history.Rules;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Two processes over one store, and clients that all want the same key. */
final class PlantedScene implements AutoCloseable {

    private static final CallKey KEY = new CallKey("pay", "ada", "k-1");
    private static final Rules RULES = new Rules(
            PlantedService.LEASE, Duration.ofSeconds(5), Map.of(KEY.operation(), Repeats.WITH_THE_SAME_EFFECT));

    private final History history = new History();
    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final PlantedService service;
    final PlantedProcess a;
    final PlantedProcess b;

    PlantedScene(@Nullable Plant plant) {
        PlantedStore store = new PlantedStore(plant);
        service = new PlantedService(history, plant);
        a = new PlantedProcess("a", store, history);
        b = new PlantedProcess("b", store, history);
    }

    /** Calls and notes the answer, on a thread of its own. */
    Future<Answer> start(PlantedProcess process, Script script) {
        Callable<Answer> client = () -> call(process, script);
        return clients.submit(client);
    }

    Answer call(PlantedProcess process, Script script) {
        long sent = System.nanoTime();
        Answer answer = service.serve(process, KEY, script);
        history.add(new Call(KEY, process.name(), sent, System.nanoTime(), answer));
        return answer;
    }

    /** Calls until the answer is another one than "in progress". */
    Future<Answer> repeatWhileInProgress(PlantedProcess process, Script script) {
        return clients.submit(() -> {
            while (true) {
                Answer answer = call(process, script);
                if (!(answer instanceof Answer.Refused refused && refused.inProgress())) {
                    return answer;
                }
                Thread.sleep(20);
            }
        });
    }

    static Answer answer(Future<Answer> client) {
        try {
            return client.get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("A client of the scene failed", e);
        }
    }

    Report report() {
        b.catchUp();
        history.closingRound(System.nanoTime());
        answer(repeatWhileInProgress(b, Script.PLAIN));
        return HistoryChecker.check(history, RULES);
    }

    @Override
    public void close() {
        clients.shutdownNow();
        a.close();
        b.close();
    }
}
