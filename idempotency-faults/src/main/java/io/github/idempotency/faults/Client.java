package io.github.idempotency.faults;

import io.github.idempotency.faults.history.Answer;
import io.github.idempotency.faults.history.Call;
import io.github.idempotency.faults.history.CallKey;
import io.github.idempotency.faults.history.History;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends a key until it has a final answer, to whatever process it pleases, and now and then hangs up before the answer is
 * there. Every client has connections of its own. Not thread-safe.
 */
final class Client implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 6_000;
    private static final int HANGS_UP = 150;
    private static final int IMPATIENT = 12;

    private final List<AppProcess> apps;
    private final int fairShare;
    private final History history;
    private final Tally tally;
    private final Map<AppProcess, HttpConnection> connections = new HashMap<>();

    /** @param clients how many there are */
    Client(List<AppProcess> apps, int clients, History history, Tally tally) {
        this.apps = apps;
        this.fairShare = clients / apps.size() + 1;
        this.history = history;
        this.tally = tally;
    }

    /**
     * Sends until the answer is final or it is over.
     *
     * @return the last answer, or {@code null} if there is none
     */
    @Nullable
    Answer settle(CallKey key, String body, Random random, BooleanSupplier over) throws InterruptedException {
        Answer answer = null;
        long inProgressSince = 0;
        while (!over.getAsBoolean()) {
            AppProcess app = choose(random);
            answer = call(app, key, body, random);
            if (answer != null && isFinal(answer)) {
                return answer;
            }
            if (answer instanceof Answer.Refused refused && refused.inProgress()) {
                inProgressSince = inProgressSince == 0 ? System.nanoTime() : inProgressSince;
                tally.inProgressFor(System.nanoTime() - inProgressSince);
            } else {
                inProgressSince = 0;
            }
            TimeUnit.MILLISECONDS.sleep(5 + random.nextInt(60));
        }
        return answer;
    }

    static boolean isFinal(Answer answer) {
        return answer instanceof Answer.Success
                || answer instanceof Answer.Refused refused
                        && (refused.held() || refused.reused() || refused.notRecorded());
    }

    /** Any of them, but not one for which half of all clients wait already. */
    private AppProcess choose(Random random) {
        AppProcess chosen = apps.get(random.nextInt(apps.size()));
        if (chosen.waiting().get() < fairShare) {
            return chosen;
        }
        AppProcess least = chosen;
        for (AppProcess app : apps) {
            if (app.waiting().get() < least.waiting().get()) {
                least = app;
            }
        }
        return least;
    }

    /** @return {@code null} if nobody listened */
    private @Nullable Answer call(AppProcess app, CallKey key, String body, Random random) {
        HttpConnection connection = connection(app);
        if (connection == null) {
            tally.connectionRefused();
            return null;
        }
        boolean hangsUp = random.nextInt(HANGS_UP) == 0;
        int timeout = random.nextInt(IMPATIENT) == 0 ? 200 + random.nextInt(1_300) : PATIENCE_MILLIS;
        app.waiting().incrementAndGet();
        long sent = System.nanoTime();
        Answer answer = exchange(connection, key, body, hangsUp, timeout);
        long ended = System.nanoTime();
        app.waiting().decrementAndGet();
        if (answer instanceof Answer.None || !connection.isOpen()) {
            connection.close();
            connections.remove(app);
        }
        history.add(new Call(key, app.name(), sent, ended, answer));
        tally.answered(answer);
        return answer;
    }

    private @Nullable HttpConnection connection(AppProcess app) {
        HttpConnection connection = connections.get(app);
        if (connection == null) {
            try {
                connection = new HttpConnection(app.port());
                connections.put(app, connection);
            } catch (IOException e) {
                return null;
            }
        }
        return connection;
    }

    private static Answer exchange(
            HttpConnection connection, CallKey key, String body, boolean hangsUp, int timeoutMillis) {
        try {
            connection.post(key.operation(), key.key(), key.caller(), body);
            if (hangsUp) {
                return new Answer.None("hung up");
            }
            return AnswerReader.read(connection.read(timeoutMillis));
        } catch (SocketTimeoutException e) {
            return new Answer.None("timeout");
        } catch (IOException e) {
            return new Answer.None("connection lost");
        }
    }

    @Override
    public void close() {
        connections.values().forEach(HttpConnection::close);
    }
}
