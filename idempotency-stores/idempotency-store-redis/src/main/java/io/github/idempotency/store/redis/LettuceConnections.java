package io.github.idempotency.store.redis;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Gets the native connection from the factory once and keeps it until it is doubted.
 *
 * <p>The factory blocks while it connects, under a lock and for as long as its own timeouts say (a minute by default), so
 * it is asked by a thread of its own, at most one at a time, and callers wait for that thread no longer than they want to.
 * A connection that works is handed out without thread or lock.
 *
 * <p>With a shared native connection, which is the factory's default, that one is used. Otherwise one connection is
 * borrowed for the life of the store; Lettuce pipelines, one is enough. Whoever blocks it has to have it to himself.
 */
final class LettuceConnections implements AutoCloseable {

    private final RedisConnectionFactory factory;
    private final boolean unshared;
    private volatile @Nullable RedisClusterAsyncCommands<byte[], byte[]> trusted;

    // Guarded by this.
    private @Nullable CompletableFuture<RedisClusterAsyncCommands<byte[], byte[]>> connecting;
    private @Nullable RedisConnection held;
    private boolean closed;

    /** @param unshared whether nobody else may use the connection */
    LettuceConnections(RedisConnectionFactory factory, boolean unshared) {
        this.factory = factory;
        this.unshared = unshared;
    }

    /** The commands of the connection; of a cluster they are sent to the node that has their key. */
    RedisClusterAsyncCommands<byte[], byte[]> get(Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        RedisClusterAsyncCommands<byte[], byte[]> commands = trusted;
        return commands != null ? commands : deadline.await(connect());
    }

    /** Makes the next call ask the factory again: it may have replaced or closed the connection. */
    void doubt() {
        trusted = null;
    }

    private synchronized CompletableFuture<RedisClusterAsyncCommands<byte[], byte[]>> connect() {
        if (connecting != null && !connecting.isDone()) {
            return connecting;
        }
        CompletableFuture<RedisClusterAsyncCommands<byte[], byte[]>> attempt = new CompletableFuture<>();
        connecting = attempt;
        Thread thread = new Thread(() -> attempt(attempt), "idempotency-redis-connect");
        thread.setDaemon(true);
        thread.start();
        return attempt;
    }

    private void attempt(CompletableFuture<RedisClusterAsyncCommands<byte[], byte[]>> attempt) {
        try {
            // Given back first: a pool of one could not lend another.
            giveBack();
            RedisConnection connection = factory.getConnection();
            hold(connection);
            RedisClusterAsyncCommands<byte[], byte[]> commands = commands(connection);
            trust(commands);
            attempt.complete(commands);
        } catch (Throwable e) {
            attempt.completeExceptionally(e);
        }
    }

    private synchronized void hold(RedisConnection connection) {
        if (closed) {
            connection.close();
            throw new IllegalStateException("The idempotency store is closed");
        }
        held = connection;
    }

    private synchronized void trust(RedisClusterAsyncCommands<byte[], byte[]> commands) {
        if (!closed) {
            trusted = commands;
        }
    }

    /** A shared connection ignores it. */
    private void giveBack() {
        RedisConnection connection;
        synchronized (this) {
            connection = held;
            held = null;
        }
        if (connection != null) {
            connection.close();
        }
    }

    private RedisClusterAsyncCommands<byte[], byte[]> commands(RedisConnection connection) {
        if (!unshared) {
            return nativeCommands(connection);
        }
        // Spring Data never pipelines over a shared connection; what it opens for that lasts as long as its connection.
        connection.openPipeline();
        try {
            return nativeCommands(connection);
        } finally {
            connection.closePipeline();
        }
    }

    @SuppressWarnings("unchecked") // Spring Data speaks to Lettuce in bytes only
    private static RedisClusterAsyncCommands<byte[], byte[]> nativeCommands(RedisConnection connection) {
        return (RedisClusterAsyncCommands<byte[], byte[]>) connection.getNativeConnection();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            trusted = null;
        }
        giveBack();
    }
}
