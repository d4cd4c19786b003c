package io.github.idempotency.store.redis;

import io.github.idempotency.store.StoreUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says what to check when Redis does not do what it was asked to. */
final class Failures {

    private static final String RIGHTS =
            "its user may not do this; allow EVAL, EVALSHA, GET, SET, PTTL, DEL and TIME on the store's keys,"
                    + " SCAN for listings, and WAIT with wait-for-replicas";

    private static final Map<String, String> HINTS = Map.ofEntries(
            Map.entry("OOM", "it has no memory left; raise maxmemory or keep records for a shorter time"),
            Map.entry("READONLY", "it is a replica; connect to the primary, or through Sentinel or Cluster"),
            Map.entry("MOVED", "it is part of a cluster; configure the connection factory for Redis Cluster"),
            Map.entry("CLUSTERDOWN", "its cluster is not complete; look at CLUSTER INFO"),
            Map.entry("MASTERDOWN", "it is a replica that has lost its primary"),
            Map.entry("LOADING", "it is still loading its data; try again when it is ready"),
            Map.entry("MISCONF", "it cannot write to its disk and refuses changes; look at its log"),
            Map.entry("BUSY", "another script has been running for too long"),
            Map.entry("NOREPLICAS", "it has fewer replicas than min-replicas-to-write asks for"),
            Map.entry("NOAUTH", "it wants a password; configure the connection factory with one"),
            Map.entry("WRONGPASS", "it refuses the user name or password of the connection factory"),
            Map.entry("NOPERM", RIGHTS),
            Map.entry("The user executing the script", RIGHTS));

    private Failures() {}

    static StoreUnavailableException unavailable(Script script, Throwable cause) {
        String hint = HINTS.entrySet().stream()
                .filter(entry -> answered(cause, entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("check that it is running and reachable with the settings of the connection factory");
        return new StoreUnavailableException(failed(script) + hint, cause);
    }

    static StoreUnavailableException tooLate(Script script, Duration timeout, @Nullable Throwable cause) {
        return new StoreUnavailableException(
                failed(script) + "there was no answer within " + timeout.toMillis()
                        + " ms; check that it is running and reachable, and how busy it is",
                cause);
    }

    static StoreUnavailableException notReplicated(Script script, ReplicaWait wait) {
        return new StoreUnavailableException(
                failed(script) + "it was not known to be on " + wait.replicas() + " replicas after " + wait.millis()
                        + " ms; look at INFO replication, connect replicas, or lower wait-for-replicas",
                null);
    }

    static StoreUnavailableException cannotWait(Script script) {
        return new StoreUnavailableException(
                failed(script) + "nobody can wait for replicas through this connection factory; use a"
                        + " LettuceConnectionFactory, or Jedis without a cluster",
                null);
    }

    static StoreUnavailableException interrupted(Script script, InterruptedException cause) {
        return new StoreUnavailableException(failed(script) + "the waiting thread was interrupted", cause);
    }

    /** Whether the server's error begins with this word; when a script's command failed, other words stand before it. */
    static boolean answered(Throwable failure, String word) {
        Pattern pattern = Pattern.compile("(^|[-: ])" + Pattern.quote(word) + " ");
        for (Throwable t = failure; t != null; t = t.getCause()) {
            String message = t.getMessage();
            if (message != null && pattern.matcher(message).find()) {
                return true;
            }
        }
        return false;
    }

    private static String failed(Script script) {
        return "Redis could not " + script.verb() + " an idempotency record: ";
    }
}
