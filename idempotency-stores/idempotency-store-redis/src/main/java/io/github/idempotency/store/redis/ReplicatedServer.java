package io.github.idempotency.store.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One connection, and how many replicas its server knows to have what was written over it.
 *
 * <p>{@code WAIT} holds up everything that comes behind it on the connection, so one is under way at a time; those who
 * ask meanwhile share the next one, which covers what all of them have sent.
 *
 * <p>It speaks for its own connection only: sent again over a new one, as Lettuce does by itself, it would say of some
 * other server, or of no write at all, that all is well. Whoever asks has to compare {@link #interruptions()} before what
 * was written and after the answer.
 */
final class ReplicatedServer {

    private final RedisAsyncCommands<byte[], byte[]> commands;
    private final ReplicaWait wait;
    private final Executor anotherThread;
    private final AtomicInteger interruptions = new AtomicInteger();

    // Guarded by this.
    private @Nullable CompletableFuture<Long> running;
    private @Nullable CompletableFuture<Long> next;

    ReplicatedServer(StatefulRedisConnection<byte[], byte[]> connection, ReplicaWait wait) {
        this.commands = connection.async();
        this.wait = wait;
        this.anotherThread = connection.getResources().eventExecutorGroup();
        connection.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> disconnected) {
                interruptions.incrementAndGet();
            }
        });
    }

    RedisAsyncCommands<byte[], byte[]> commands() {
        return commands;
    }

    /** How often the connection was lost so far. */
    int interruptions() {
        return interruptions.get();
    }

    /** How many replicas have what the calling thread has sent before this call, be it executed by now or not. */
    Future<Long> acknowledgements() {
        CompletableFuture<Long> answer = new CompletableFuture<>();
        synchronized (this) {
            if (running != null) {
                next = next == null ? answer : next;
                return next;
            }
            running = answer;
        }
        ask(answer);
        return answer;
    }

    private void ask(CompletableFuture<Long> answer) {
        try {
            commands.waitForReplication(wait.replicas(), wait.millis()).whenComplete((count, failure) -> {
                askForTheNext();
                if (failure == null) {
                    answer.complete(count);
                } else {
                    answer.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException e) {
            askForTheNext();
            answer.completeExceptionally(e);
        }
    }

    private void askForTheNext() {
        CompletableFuture<Long> following;
        synchronized (this) {
            following = next;
            running = following;
            next = null;
        }
        if (following == null) {
            return;
        }
        try {
            // In the connection's own thread it would overtake what others have handed to that thread already.
            anotherThread.execute(() -> ask(following));
        } catch (RejectedExecutionException e) {
            following.completeExceptionally(e);
        }
    }
}
