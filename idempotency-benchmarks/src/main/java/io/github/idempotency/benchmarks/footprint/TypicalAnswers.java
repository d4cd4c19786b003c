package io.github.idempotency.benchmarks.footprint;

import io.github.idempotency.web.http.RecordedResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;

/** Answers as payment services give them: 201, four headers, JSON. No two are alike. */
public final class TypicalAnswers {

    private static final int ITEM_BYTES = 200;
    private static final List<String> STATES = List.of("succeeded", "pending", "requires_action", "declined");

    private TypicalAnswers() {}

    /** @param bodyBytes about how many bytes the body has: so many payments of 200 bytes as there is space for, at least one */
    public static RecordedResponse response(int number, int bodyBytes) {
        SplittableRandom random = new SplittableRandom(number);
        UUID id = new UUID(random.nextLong(), random.nextLong());
        List<RecordedResponse.Header> headers = List.of(
                new RecordedResponse.Header("Content-Type", "application/json"),
                new RecordedResponse.Header("Location", "/payments/" + id),
                new RecordedResponse.Header("ETag", "\"" + Long.toHexString(random.nextLong()) + "\""),
                new RecordedResponse.Header("Cache-Control", "no-store"));
        return new RecordedResponse(201, headers, body(id, random, bodyBytes).getBytes(StandardCharsets.UTF_8));
    }

    private static String body(UUID id, SplittableRandom random, int bytes) {
        StringBuilder json = new StringBuilder(payment(id, random));
        if (bytes < 2 * ITEM_BYTES) {
            return json.toString();
        }
        json.insert(0, "[");
        while (json.length() + ITEM_BYTES < bytes) {
            json.append(',').append(payment(new UUID(random.nextLong(), random.nextLong()), random));
        }
        return json.append(']').toString();
    }

    private static String payment(UUID id, SplittableRandom random) {
        return String.format(
                Locale.ROOT,
                "{\"id\":\"%s\",\"status\":\"%s\",\"amount\":%d,\"currency\":\"EUR\",\"customer\":\"cus_%s\","
                        + "\"card\":\"%04d\",\"created\":\"2026-%02d-%02dT%02d:%02d:%02dZ\",\"live\":true}",
                id,
                STATES.get(random.nextInt(STATES.size())),
                random.nextInt(100, 1_000_000),
                Long.toString(random.nextLong(Long.MAX_VALUE), 36),
                random.nextInt(10_000),
                random.nextInt(1, 13),
                random.nextInt(1, 29),
                random.nextInt(24),
                random.nextInt(60),
                random.nextInt(60));
    }
}
