package io.github.idempotency.systemtests.documentation;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of curl that the pages use.
 *
 * @param method GET or POST, as in curl, unless the command says otherwise
 * @param path what is asked for on the sample app
 * @param headers names and values in turn
 * @param body what is sent, or {@code null} for nothing
 */
record CurlCommand(
        String method,
        String path,
        List<String> headers,
        @Nullable String body) {

    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final String SAMPLE_APP = "localhost:8080";

    static CurlCommand parse(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        String method = null;
        String path = null;
        String body = null;
        List<String> headers = new ArrayList<>();
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            switch (word) {
                case "-i" -> {}
                case "-X" -> method = words.get(++i);
                case "-H" -> headers.addAll(List.of(words.get(++i).split(": ", 2)));
                case "-d" -> body = words.get(++i);
                default -> {
                    if (path != null || !word.startsWith(SAMPLE_APP)) {
                        throw new IllegalArgumentException("Not understood: " + word + " in " + line);
                    }
                    path = word.substring(SAMPLE_APP.length());
                }
            }
        }
        if (path == null) {
            throw new IllegalArgumentException("No address in " + line);
        }
        if (method == null) {
            method = body == null ? "GET" : "POST";
        }
        return new CurlCommand(method, path, headers, body);
    }

    HttpRequest.Builder request(Function<String, URI> address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.apply(path));
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        return request.method(
                method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
    }
}
