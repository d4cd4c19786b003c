package io.github.idempotency.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.springframework.data.redis.connection.ClusterSlotHashUtil;

/** Keys that lead a cluster's clients to a primary; nothing is ever stored under them. */
final class RoutingKeys {

    /** Where there is only one. */
    static final List<IntPredicate> ONE_SERVER = List.of(slot -> true);

    private RoutingKeys() {}

    /**
     * A key for every primary, all with the prefix of the store, because its user may not be allowed to name others.
     *
     * @param primaries which slots each of them has
     */
    static List<byte[]> of(String prefix, List<IntPredicate> primaries) {
        if (hashTagged(prefix)) {
            return List.of(key(prefix, 0));
        }
        List<byte[]> keys = new ArrayList<>();
        for (IntPredicate slots : primaries) {
            int number = 0;
            while (!slots.test(ClusterSlotHashUtil.calculateSlot(key(prefix, number)))) {
                number++;
            }
            keys.add(key(prefix, number));
        }
        return keys;
    }

    private static byte[] key(String prefix, int number) {
        return (prefix + "route-" + number).getBytes(UTF_8);
    }

    /** All keys of the store are then in one slot. */
    private static boolean hashTagged(String prefix) {
        int open = prefix.indexOf('{');
        return open >= 0 && prefix.indexOf('}', open) > open + 1;
    }
}
