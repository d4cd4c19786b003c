package io.github.idempotency.codec;

import io.github.idempotency.store.UnreadableRecordException;
import java.util.Arrays;

/** The first byte of every recorded payload: the version of what follows, so that old readers refuse newer records. */
public final class Envelope {

    private Envelope() {}

    /** Puts the version in front of the content. */
    public static byte[] wrap(byte version, byte[] content) {
        byte[] payload = new byte[content.length + 1];
        payload[0] = version;
        System.arraycopy(content, 0, payload, 1, content.length);
        return payload;
    }

    /**
     * The content behind the version.
     *
     * @throws UnreadableRecordException if the payload is empty or has another version
     */
    public static byte[] unwrap(byte version, byte[] payload) {
        checkVersion(version, payload);
        return Arrays.copyOfRange(payload, 1, payload.length);
    }

    /** @throws UnreadableRecordException if the payload is empty or has another version */
    public static void checkVersion(byte version, byte[] payload) {
        if (payload.length == 0 || payload[0] != version) {
            throw new UnreadableRecordException(
                    "A recorded answer has format " + (payload.length == 0 ? "none" : payload[0])
                            + ", this version reads format " + version
                            + ". Roll the newer version out everywhere, or delete the record.",
                    null);
        }
    }
}
