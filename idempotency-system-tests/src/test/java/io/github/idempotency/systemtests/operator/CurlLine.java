package io.github.idempotency.systemtests.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of curl that operators use.
 *
 * @param user who asks
 * @param json what is sent, or {@code null} for nothing
 */
record CurlLine(
        String user,
        String method,
        String pathAndQuery,
        @Nullable String json) {

    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final String APPLICATION = "localhost:8080";

    static CurlLine parse(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        boolean get = words.contains("-G");
        String user = "";
        String method = null;
        String path = "";
        String json = null;
        List<String> query = new ArrayList<>();
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            switch (word) {
                case "-G" -> {}
                case "-u" -> user = words.get(++i);
                case "-X" -> method = words.get(++i);
                case "-H" -> i++;
                case "--data-urlencode" -> {
                    String[] pair = words.get(++i).split("=", 2);
                    query.add(pair[0] + "=" + DeskTest.encoded(pair[1]));
                }
                case "-d" -> {
                    if (get) {
                        query.add(words.get(++i));
                    } else {
                        json = words.get(++i);
                    }
                }
                default -> {
                    if (!path.isEmpty() || !word.startsWith(APPLICATION)) {
                        throw new IllegalArgumentException("Not understood: " + word + " in " + line);
                    }
                    path = word.substring(APPLICATION.length());
                }
            }
        }
        return new CurlLine(
                user,
                method != null ? method : json == null ? "GET" : "POST",
                query.isEmpty() ? path : path + "?" + String.join("&", query),
                json);
    }
}
