package io.github.idempotency.store.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.AsyncNodeSelection;
import io.lettuce.core.cluster.api.async.RedisAdvancedClusterAsyncCommands;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.IntPredicate;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Runs scripts by Lettuce's asynchronous commands and waits for them no longer than the store's timeout, whatever the
 * timeouts of the connection are.
 *
 * <p>A call that is given up is cancelled. While Lettuce is disconnected it keeps commands for later, cancelled ones it
 * drops; but what has been written to the socket is beyond recall, and a server that merely paused will execute it. A
 * claim executed like that belongs to nobody and blocks its key until its lease ends; the owner's nonce lets the same
 * caller have it by claiming again. Likewise Lettuce sends a command again whose reply was lost with the connection, which
 * the nonce makes harmless. To keep such claims few, and to keep megabytes of answers from piling up before a server that
 * does not read, an unanswered call makes the next ones ask the server for a sign of life before they send anything else.
 */
final class LettuceScriptRunner implements ScriptRunner {

    private static final byte[] SIGN_OF_LIFE = {'r', 'e', 't', 'u', 'r', 'n', ' ', '1'};

    private final LettuceConnections connections;
    private final Duration timeout;
    private final ReplicaWait wait;
    private final ReplicatedServers servers;
    private volatile boolean unanswered;

    LettuceScriptRunner(RedisConnectionFactory factory, Duration timeout, ReplicaWait wait) {
        if (wait.replicas() > 0) {
            ReplicatedServers.requireOneConnection(factory);
        }
        this.connections = new LettuceConnections(factory, wait.replicas() > 0);
        this.timeout = timeout;
        this.wait = wait;
        this.servers = new ReplicatedServers(wait);
    }

    @Override
    public List<?> run(Script script, byte[] key, byte[]... arguments) {
        byte[][] keys = {key};
        return inTime(script, deadline -> evaluate(ready(key, deadline), script, keys, arguments, deadline));
    }

    @Override
    public Acknowledged runAcknowledged(Script script, byte[] key, byte[]... arguments) {
        byte[][] keys = {key};
        return inTime(script, deadline -> {
            RedisClusterAsyncCommands<byte[], byte[]> commands = ready(key, deadline);
            try {
                return acknowledged(servers.serverOf(key, commands, deadline), script, keys, arguments, deadline);
            } catch (ExecutionException e) {
                if (!Failures.answered(e, "MOVED")) {
                    throw e;
                }
                // Lettuce looks again who has what, where it was told to, once it has been sent elsewhere itself.
                lifeSign(commands, key, deadline);
                return acknowledged(servers.movedTo(e, commands, deadline), script, keys, arguments, deadline);
            }
        });
    }

    private Acknowledged acknowledged(
            ReplicatedServer server, Script script, byte[][] keys, byte[][] arguments, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        int interruptions = server.interruptions();
        Future<List<?>> sent = server.commands().evalsha(script.sha1(), ScriptOutputType.MULTI, keys, arguments);
        // In the same round trip. Shared with others, so it is not cancelled.
        Future<Long> replicas = server.acknowledgements();
        List<?> reply;
        try {
            reply = await(sent, deadline);
        } catch (ExecutionException e) {
            reply = inFull(e, server.commands(), script, keys, arguments, deadline);
            replicas = server.acknowledgements();
        }
        boolean safe = !Acknowledged.wrote(reply)
                || (deadline.await(replicas) >= wait.replicas() && server.interruptions() == interruptions);
        return new Acknowledged(reply, safe);
    }

    @Override
    public List<List<?>> runEach(Script script, List<byte[]> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        return inTime(script, deadline -> {
            RedisClusterAsyncCommands<byte[], byte[]> commands = ready(keys.get(0), deadline);
            List<Future<List<?>>> sent = new ArrayList<>();
            for (byte[] key : keys) {
                sent.add(commands.evalsha(script.sha1(), ScriptOutputType.MULTI, new byte[][] {key}, new byte[0][]));
            }
            List<List<?>> replies = new ArrayList<>();
            for (int i = 0; i < sent.size(); i++) {
                byte[][] key = {keys.get(i)};
                replies.add(answered(sent.get(i), commands, script, key, new byte[0][], deadline));
            }
            return replies;
        });
    }

    @Override
    public List<byte[]> keyOfEveryPrimary(String prefix) {
        RedisClusterAsyncCommands<byte[], byte[]> commands = inTime(Script.SCAN, connections::get);
        if (!(commands instanceof RedisAdvancedClusterAsyncCommands<byte[], byte[]> cluster)) {
            return RoutingKeys.of(prefix, RoutingKeys.ONE_SERVER);
        }
        // Replicas have no slots.
        AsyncNodeSelection<byte[], byte[]> nodes =
                cluster.nodes(node -> !node.getSlots().isEmpty());
        List<IntPredicate> primaries = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            primaries.add(nodes.node(i)::hasSlot);
        }
        return RoutingKeys.of(prefix, primaries);
    }

    private interface Call<T> {
        T within(Deadline deadline) throws InterruptedException, ExecutionException, TimeoutException;
    }

    private <T> T inTime(Script script, Call<T> call) {
        try {
            return call.within(Deadline.in(timeout));
        } catch (TimeoutException e) {
            unanswered = true;
            connections.doubt();
            throw Failures.tooLate(script, timeout, e);
        } catch (ExecutionException e) {
            throw failed(script, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.interrupted(script, e);
        } catch (RuntimeException e) {
            throw failed(script, e);
        }
    }

    private RedisClusterAsyncCommands<byte[], byte[]> ready(byte[] key, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        RedisClusterAsyncCommands<byte[], byte[]> commands = connections.get(deadline);
        if (unanswered) {
            // A script on this key, not PING, because in a cluster it is this key's server that matters.
            lifeSign(commands, key, deadline);
            unanswered = false;
        }
        return commands;
    }

    private static void lifeSign(RedisClusterAsyncCommands<byte[], byte[]> commands, byte[] key, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        await(commands.eval(SIGN_OF_LIFE, ScriptOutputType.INTEGER, new byte[][] {key}, new byte[0][]), deadline);
    }

    private static List<?> evaluate(
            RedisClusterAsyncCommands<byte[], byte[]> commands,
            Script script,
            byte[][] keys,
            byte[][] arguments,
            Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        Future<List<?>> sent = commands.evalsha(script.sha1(), ScriptOutputType.MULTI, keys, arguments);
        return answered(sent, commands, script, keys, arguments, deadline);
    }

    /** Sends the script in full if the server has not seen it. */
    private static List<?> answered(
            Future<List<?>> sent,
            RedisClusterAsyncCommands<byte[], byte[]> commands,
            Script script,
            byte[][] keys,
            byte[][] arguments,
            Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return await(sent, deadline);
        } catch (ExecutionException e) {
            return inFull(e, commands, script, keys, arguments, deadline);
        }
    }

    private static List<?> inFull(
            ExecutionException failure,
            RedisClusterAsyncCommands<byte[], byte[]> commands,
            Script script,
            byte[][] keys,
            byte[][] arguments,
            Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (!(failure.getCause() instanceof RedisNoScriptException)) {
            throw failure;
        }
        return await(commands.<List<?>>eval(script.source(), ScriptOutputType.MULTI, keys, arguments), deadline);
    }

    private static <T> T await(Future<T> reply, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return deadline.await(reply);
        } catch (InterruptedException | TimeoutException e) {
            reply.cancel(true);
            throw e;
        }
    }

    private RuntimeException failed(Script script, Throwable cause) {
        if (cause instanceof RedisCommandExecutionException) {
            // An answer, though not the one hoped for: nothing is wrong with the connection.
            return Failures.unavailable(script, cause);
        }
        connections.doubt();
        if (cause instanceof RedisCommandTimeoutException) {
            unanswered = true;
        }
        return Failures.unavailable(script, cause);
    }

    @Override
    public void close() {
        connections.close();
    }
}
