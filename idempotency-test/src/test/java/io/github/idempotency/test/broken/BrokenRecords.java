package io.github.idempotency.test.broken;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.test.StoredRecords;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all instances of one broken store share; guarded by itself. */
final class BrokenRecords implements StoredRecords {

    private final Flaw flaw;
    final Map<IdempotencyKey, BrokenRecord> byKey = new HashMap<>();
    private long tokens;

    BrokenRecords(Flaw flaw) {
        this.flaw = flaw;
    }

    @Nullable
    BrokenRecord get(IdempotencyKey key) {
        return byKey.get(stored(key));
    }

    void put(IdempotencyKey key, BrokenRecord record) {
        byKey.put(stored(key), record);
    }

    boolean remove(IdempotencyKey key) {
        return byKey.remove(stored(key)) != null;
    }

    long nextToken() {
        return ++tokens;
    }

    void restartTokens() {
        tokens = 0;
    }

    @Override
    public synchronized void makeNewer(IdempotencyKey key) {
        byKey.get(key).format++;
    }

    @Override
    public synchronized void corrupt(IdempotencyKey key) {
        byKey.get(key).corrupt = true;
    }

    private IdempotencyKey stored(IdempotencyKey key) {
        byte[] bytes = key.bytes();
        if (flaw == Flaw.TRUNCATES_KEYS) {
            Arrays.fill(bytes, 1, bytes.length, (byte) 0);
        }
        if (flaw == Flaw.TRIMS_KEYS) {
            for (int i = bytes.length - 1; i >= 0 && bytes[i] >= 0 && bytes[i] <= ' '; i--) {
                bytes[i] = 0;
            }
        }
        return IdempotencyKey.fromBytes(bytes);
    }
}
