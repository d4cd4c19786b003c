package io.github.idempotency.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.RecordListing;
import io.github.idempotency.store.RecordView;
import io.github.idempotency.store.UnreadableRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One walk through the records of all primaries, in steps short enough for the calls of others to come in between. */
final class Listing {

    /** Keys looked at, those of others included, which share the servers. */
    static final int MOST_KEYS = 1_000_000;

    private static final int KEYS_PER_STEP = 500;
    private static final String START = "0";

    private final ScriptRunner scripts;
    private final String prefix;
    private final Set<RecordView.State> states;
    private final int atMost;
    private final Deadline deadline;

    private final List<RecordView> found = new ArrayList<>();
    /** A walk may come by the same key more than once. */
    private final Set<IdempotencyKey> seen = new HashSet<>();

    private boolean complete = true;
    private int keysLeft = MOST_KEYS;

    /** @param time after which no further step is made */
    Listing(ScriptRunner scripts, String prefix, Set<RecordView.State> states, int atMost, Duration time) {
        this.scripts = scripts;
        this.prefix = prefix;
        this.states = states;
        this.atMost = atMost;
        this.deadline = Deadline.in(time);
    }

    RecordListing run() {
        for (byte[] server : scripts.keyOfEveryPrimary(prefix)) {
            walk(server);
        }
        return new RecordListing(found, complete);
    }

    private void walk(byte[] server) {
        byte[] pattern = (escaped(prefix) + "*").getBytes(UTF_8);
        byte[] cursor = START.getBytes(UTF_8);
        do {
            if (full() || keysLeft <= 0 || deadline.passed()) {
                complete = false;
                return;
            }
            keysLeft -= KEYS_PER_STEP;
            Reply page = Reply.of(scripts.run(Script.SCAN, server, cursor, pattern, Timing.ascii(KEYS_PER_STEP)));
            cursor = page.bytes(1);
            look(page);
        } while (!START.equals(new String(cursor, UTF_8)));
    }

    /** It takes one more than wanted to know that there are more. */
    private boolean full() {
        return !complete && found.size() == atMost;
    }

    private void look(Reply page) {
        List<IdempotencyKey> keys = new ArrayList<>();
        List<byte[]> redisKeys = new ArrayList<>();
        for (int i = 2; i < page.size(); i++) {
            IdempotencyKey key = key(page.text(i));
            if (key != null && seen.add(key)) {
                keys.add(key);
                redisKeys.add(page.bytes(i));
            }
        }
        List<List<?>> replies = scripts.runEach(Script.FIND, redisKeys);
        for (int i = 0; i < keys.size(); i++) {
            add(keys.get(i), replies.get(i));
        }
    }

    private void add(IdempotencyKey key, List<?> parts) {
        try {
            Reply reply = Reply.of(key, parts);
            if (!reply.yes()) {
                return;
            }
            RecordView view = Answers.view(reply, key);
            if (!states.contains(view.state())) {
                return;
            }
            if (found.size() < atMost) {
                found.add(view);
            } else {
                complete = false;
            }
        } catch (UnreadableRecordException e) {
            complete = false;
        }
    }

    /** Null if this is no key of a record, though it begins like one. */
    private @Nullable IdempotencyKey key(String redisKey) {
        try {
            return IdempotencyKey.fromBytes(HexFormat.of().parseHex(redisKey, prefix.length(), redisKey.length()));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String escaped(String text) {
        return text.replaceAll("[\\\\*?\\[\\]]", "\\\\$0");
    }
}
