package io.github.idempotency.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
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

    private final RedisConnectionFactory connections;

    BlockingScriptRunner(RedisConnectionFactory connections) {
        this.connections = connections;
    }

    @Override
    public List<?> run(Script script, byte[] key, byte[]... arguments) {
        byte[][] keyAndArguments = new byte[1 + arguments.length][];
        keyAndArguments[0] = key;
        System.arraycopy(arguments, 0, keyAndArguments, 1, arguments.length);
        try (RedisConnection connection = connections.getConnection()) {
            List<?> reply = evaluate(connection.scriptingCommands(), script, keyAndArguments);
            return reply == null ? List.of() : reply;
        } catch (RuntimeException e) {
            throw Failures.unavailable(script, e);
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
