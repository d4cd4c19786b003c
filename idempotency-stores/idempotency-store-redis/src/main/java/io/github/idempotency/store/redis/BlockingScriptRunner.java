package io.github.idempotency.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.idempotency.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisClusterNode;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisScriptingCommands;
import org.springframework.data.redis.connection.ReturnType;

/**
 * Runs scripts through whatever client Spring Data Redis has been given, in the caller's thread and within the client's
 * own timeouts. Connections are taken from the factory for one call, never those bound to a Spring transaction: there a
 * script would be queued instead of answered.
 */
final class BlockingScriptRunner implements ScriptRunner {

    /** Its pipelines are one connection, whose loss is an error; that of others may be shared, or replaced unseen. */
    private static final String JEDIS = "redis.clients.jedis.";

    private final RedisConnectionFactory connections;
    private final ReplicaWait wait;

    BlockingScriptRunner(RedisConnectionFactory connections, ReplicaWait wait) {
        this.connections = connections;
        this.wait = wait;
    }

    @Override
    public List<?> run(Script script, byte[] key, byte[]... arguments) {
        byte[][] keyAndArguments = joined(key, arguments);
        try (RedisConnection connection = connections.getConnection()) {
            List<?> reply = evaluate(connection.scriptingCommands(), script, keyAndArguments);
            return reply == null ? List.of() : reply;
        } catch (RuntimeException e) {
            throw Failures.unavailable(script, e);
        }
    }

    @Override
    public Acknowledged runAcknowledged(Script script, byte[] key, byte[]... arguments) {
        byte[][] keyAndArguments = joined(key, arguments);
        try (RedisConnection connection = connections.getConnection()) {
            String client = connection.getNativeConnection().getClass().getName();
            if (connection instanceof RedisClusterConnection || !client.startsWith(JEDIS)) {
                throw Failures.cannotWait(script);
            }
            List<?> replies;
            try {
                replies = withWait(
                        connection, commands -> commands.evalSha(script.sha1(), ReturnType.MULTI, 1, keyAndArguments));
            } catch (RuntimeException e) {
                if (!Failures.answered(e, "NOSCRIPT")) {
                    throw e;
                }
                byte[] source = script.source().getBytes(UTF_8);
                replies = withWait(connection, commands -> commands.eval(source, ReturnType.MULTI, 1, keyAndArguments));
            }
            List<?> reply = (List<?>) replies.get(0);
            boolean replicated = replies.get(1) instanceof Long replicas && replicas >= wait.replicas();
            return new Acknowledged(reply, replicated || !Acknowledged.wrote(reply));
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw Failures.unavailable(script, e);
        }
    }

    private List<?> withWait(RedisConnection connection, Consumer<RedisScriptingCommands> command) {
        connection.openPipeline();
        command.accept(connection.scriptingCommands());
        connection.execute("WAIT", Timing.ascii(wait.replicas()), Timing.ascii(wait.millis()));
        return connection.closePipeline();
    }

    private static byte[][] joined(byte[] key, byte[]... arguments) {
        byte[][] keyAndArguments = new byte[1 + arguments.length][];
        keyAndArguments[0] = key;
        System.arraycopy(arguments, 0, keyAndArguments, 1, arguments.length);
        return keyAndArguments;
    }

    /** One round trip altogether, except in a cluster. */
    @Override
    public List<List<?>> runEach(Script script, List<byte[]> keys) {
        List<List<?>> replies = new ArrayList<>();
        try (RedisConnection connection = connections.getConnection()) {
            RedisScriptingCommands commands = connection.scriptingCommands();
            for (byte[] key : keys) {
                if (!replies.isEmpty() && !(connection instanceof RedisClusterConnection)) {
                    break;
                }
                replies.add(evaluate(commands, script, new byte[][] {key}));
            }
            // By now the only server there is knows the script.
            if (replies.size() < keys.size()) {
                connection.openPipeline();
                keys.subList(1, keys.size()).forEach(key -> commands.evalSha(script.sha1(), ReturnType.MULTI, 1, key));
                connection.closePipeline().forEach(reply -> replies.add((List<?>) reply));
            }
            return replies;
        } catch (RuntimeException e) {
            throw Failures.unavailable(script, e);
        }
    }

    @Override
    public List<byte[]> keyOfEveryPrimary(String prefix) {
        try (RedisConnection connection = connections.getConnection()) {
            if (!(connection instanceof RedisClusterConnection cluster)) {
                return RoutingKeys.of(prefix, RoutingKeys.ONE_SERVER);
            }
            List<IntPredicate> primaries = new ArrayList<>();
            for (RedisClusterNode node : cluster.clusterGetNodes()) {
                // Replicas have none.
                if (!node.getSlotRange().getSlots().isEmpty()) {
                    primaries.add(node::servesSlot);
                }
            }
            return RoutingKeys.of(prefix, primaries);
        } catch (RuntimeException e) {
            throw Failures.unavailable(Script.SCAN, e);
        }
    }

    private static List<?> evaluate(RedisScriptingCommands commands, Script script, byte[][] keyAndArguments) {
        try {
            return commands.<List<?>>evalSha(script.sha1(), ReturnType.MULTI, 1, keyAndArguments);
        } catch (RuntimeException e) {
            if (!Failures.answered(e, "NOSCRIPT")) {
                throw e;
            }
            return commands.<List<?>>eval(script.source().getBytes(UTF_8), ReturnType.MULTI, 1, keyAndArguments);
        }
    }

    @Override
    public void close() {
        // Nothing is kept between calls.
    }
}
