package io.github.idempotency.systemtests.processes;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was really paid, as the database has it. */
final class Ledger {

    private static final Pattern REFERENCE = Pattern.compile("\"reference\":\"([^\"]+)\"");

    private Ledger() {}

    /** The number of payments by reference, for references that begin with the prefix. */
    static Map<String, Integer> payments(ShopProcess shop, String prefix) throws IOException {
        return payments(shop, "/payments", prefix);
    }

    /** The same of another of the shop's endpoints. */
    static Map<String, Integer> payments(ShopProcess shop, String path, String prefix) throws IOException {
        Map<String, Integer> payments = new TreeMap<>();
        Matcher matcher = REFERENCE.matcher(shop.get(path).body());
        while (matcher.find()) {
            if (matcher.group(1).startsWith(prefix)) {
                payments.merge(matcher.group(1), 1, Integer::sum);
            }
        }
        return payments;
    }
}
