package io.github.idempotency.web.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A query string whose parameters stand in the order of their names, so that their order in the request does not count. */
public final class CanonicalQuery {

    private CanonicalQuery() {}

    /** Values of one parameter keep their order; escapes are left as they are. */
    public static String of(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return "";
        }
        List<String> pairs = new ArrayList<>(List.of(query.split("&", -1)));
        pairs.removeIf(String::isEmpty);
        pairs.sort(Comparator.comparing(CanonicalQuery::name));
        return String.join("&", pairs);
    }

    private static String name(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0 ? pair : pair.substring(0, equals);
    }
}
