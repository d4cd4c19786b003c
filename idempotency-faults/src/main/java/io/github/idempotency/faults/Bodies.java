package io.github.idempotency.faults;

import java.util.Random;

/** What the request of a key asks for; the same whenever the key is sent. */
final class Bodies {

    private Bodies() {}

    static String of(String key) {
        Random random = new Random(key.hashCode() * 0x9E3779B97F4A7C15L);
        random.nextInt();
        int amount = 1 + random.nextInt(1_000);
        return amount + " " + millis(random) + ' ' + millis(random);
    }

    /** For another request that comes with the same key. */
    static String another(String key) {
        return "9" + of(key);
    }

    /** Most work is quick; some takes as long as faults do, and a little of it longer than a lease. */
    private static int millis(Random random) {
        int kind = random.nextInt(2_000);
        if (kind == 0) {
            return 2_500 + random.nextInt(1_500);
        }
        if (kind < 20) {
            return 40 + random.nextInt(360);
        }
        return kind < 160 ? 1 + random.nextInt(30) : 0;
    }
}
