package io.github.idempotency.store.redis;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A script's reply: a number that says what follows, and what follows. */
final class Reply {

    private static final int UNREADABLE = -1;

    private final @Nullable IdempotencyKey key;
    private final List<?> parts;

    private Reply(@Nullable IdempotencyKey key, List<?> parts) {
        this.key = key;
        this.parts = parts;
    }

    /** Reads a reply that is not about one record. */
    static Reply of(List<?> parts) {
        return new Reply(null, parts);
    }

    /**
     * Reads a reply.
     *
     * @throws UnreadableRecordException if it says that the record cannot be read
     */
    static Reply of(IdempotencyKey key, List<?> parts) {
        Reply reply = new Reply(key, parts);
        if (reply.code() == UNREADABLE) {
            throw reply.unreadable(reply.text(1), null);
        }
        return reply;
    }

    int size() {
        return parts.size();
    }

    int code() {
        return integer(0);
    }

    boolean yes() {
        return code() == 1;
    }

    long number(int index) {
        return part(index, Long.class);
    }

    /** @throws UnreadableRecordException if the reply is about a record and the number is larger than any of its own */
    int integer(int index) {
        long number = number(index);
        if (number == (int) number) {
            return (int) number;
        }
        throw key == null ? nonsense() : unreadable("it contains the number " + number, null);
    }

    byte[] bytes(int index) {
        return part(index, byte[].class);
    }

    String text(int index) {
        return new String(bytes(index), StandardCharsets.UTF_8);
    }

    UnreadableRecordException unreadable(String why, @Nullable Throwable cause) {
        return new UnreadableRecordException(
                "The Redis record of the idempotency key " + key + "… cannot be read: " + why
                        + ". If a newer version of this library wrote it, use that version everywhere; otherwise look at the"
                        + " record and delete it once it is clear whether its call was executed",
                cause);
    }

    private <T> T part(int index, Class<T> type) {
        if (index < parts.size() && type.isInstance(parts.get(index))) {
            return type.cast(parts.get(index));
        }
        throw nonsense();
    }

    StoreUnavailableException nonsense() {
        return new StoreUnavailableException(
                "Redis answered something a script of the idempotency store never answers; is there a proxy or another"
                        + " product between?",
                null);
    }
}
