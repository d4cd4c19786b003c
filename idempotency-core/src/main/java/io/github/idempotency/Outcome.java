package io.github.idempotency;

import java.util.Arrays;

/**
 * How a call ended, as it is recorded: a kind the engine can judge without decoding, and a payload only the adapter
 * that wrote it can read.
 *
 * <p>Immutable and thread-safe. The payload is not copied on the way in or out, because answers can be megabytes; do
 * not change an array after handing it over.
 */
public final class Outcome {

    /** What the recorded call came to. */
    public enum Kind {
        /** It answered; the payload is its value or its response. */
        RESULT('R'),
        /** It failed with an error worth replaying; the payload describes the error. */
        FAILURE('F'),
        /** Whether its effects happened is not known; an operator has to decide. The payload is empty. */
        UNKNOWN('U'),
        /** It succeeded, but its answer could not be recorded (too large); the payload is empty. */
        UNRECORDED('X');

        private final char code;

        Kind(char code) {
            this.code = code;
        }

        /** The one ASCII character that stands for this kind in stored records. */
        public char code() {
            return code;
        }

        /**
         * The kind behind a stored {@link #code()}.
         *
         * @throws IllegalArgumentException if no kind has this code; the record is corrupt or from a newer version
         */
        public static Kind fromCode(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("No outcome kind has the code " + code);
        }
    }

    private static final byte[] NOTHING = {};

    private final Kind kind;
    private final byte[] payload;

    private Outcome(Kind kind, byte[] payload) {
        this.kind = kind;
        this.payload = payload;
    }

    /** The outcome of a call that answered. */
    public static Outcome result(byte[] payload) {
        return new Outcome(Kind.RESULT, payload);
    }

    /** The outcome of a call whose failure is replayed. */
    public static Outcome failure(byte[] payload) {
        return new Outcome(Kind.FAILURE, payload);
    }

    /** The outcome of a call whose effects are in doubt. */
    public static Outcome unknown() {
        return new Outcome(Kind.UNKNOWN, NOTHING);
    }

    /** The outcome of a call that succeeded with an answer too large to record. */
    public static Outcome unrecorded() {
        return new Outcome(Kind.UNRECORDED, NOTHING);
    }

    /** Restores an outcome a store has kept. */
    public static Outcome of(Kind kind, byte[] payload) {
        return new Outcome(kind, payload);
    }

    public Kind kind() {
        return kind;
    }

    /** The recorded bytes, not a copy. */
    public byte[] payload() {
        return payload;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Outcome that && kind == that.kind && Arrays.equals(payload, that.payload);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + Arrays.hashCode(payload);
    }

    /** Kind and size only: a payload is never printed. */
    @Override
    public String toString() {
        return kind + " (" + payload.length + " bytes)";
    }
}
