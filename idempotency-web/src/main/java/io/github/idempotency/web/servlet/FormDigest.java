package io.github.idempotency.web.servlet;

import io.github.idempotency.Fingerprint;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a form by name and value; their order does not count. A form that nobody has parsed yet is read here and
 * stays readable both ways, as a stream and as parameters.
 */
final class FormDigest {

    private FormDigest() {}

    static byte[] of(RecordingRequest request) throws IOException {
        DigestingInputStream stream = request.stream();
        if (!stream.readAhead()) {
            throw new RequestFingerprint.TooLargeException();
        }
        if (stream.size() > 0) {
            request.parameters(parsed(request, new String(stream.bytes(), StandardCharsets.ISO_8859_1)));
        }
        return digest(request.getParameterMap());
    }

    private static Map<String, String[]> parsed(RecordingRequest request, String body) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        collect(values, request.getQueryString(), request.charset());
        collect(values, body, request.charset());
        Map<String, String[]> parameters = new LinkedHashMap<>();
        values.forEach((name, all) -> parameters.put(name, all.toArray(String[]::new)));
        return parameters;
    }

    private static void collect(Map<String, List<String>> values, @Nullable String pairs, Charset charset) {
        if (pairs == null) {
            return;
        }
        for (String pair : pairs.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                values.computeIfAbsent(decoded(name, charset), key -> new ArrayList<>())
                        .add(decoded(value, charset));
            }
        }
    }

    /** A malformed escape stays as it is; the container would drop the field, which loses more. */
    private static String decoded(String text, Charset charset) {
        try {
            return URLDecoder.decode(text, charset);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static byte[] digest(Map<String, String[]> parameters) {
        List<byte[]> parts = new ArrayList<>();
        new TreeMap<>(parameters).forEach((name, values) -> {
            parts.add(text(name));
            parts.add(text(Integer.toString(values.length)));
            for (String value : values) {
                parts.add(text(value));
            }
        });
        return Fingerprint.of(parts.toArray(byte[][]::new)).bytes();
    }

    /** Some filters that read forms give a field without {@code =} no value at all. */
    private static byte[] text(@Nullable String text) {
        return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }
}
