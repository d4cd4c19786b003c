package io.github.idempotency.store.redis;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A settled record as the server keeps it; {@code record.lua} says what is where, and checks the same for other states. */
final class StoredValue {

    private static final int KIND_AT = 2;
    private static final int FINGERPRINT_LENGTH_AT = 3;
    private static final int OPERATION_LENGTH_AT = 4;
    private static final int PAYLOAD_LENGTH_AT = 6;
    private static final int ATTEMPT_AT = 10;
    private static final int TOKEN_AT = 14;
    private static final int LEASE_AT = 22;
    private static final int HEADER = 46;
    private static final long INEXACT = 1L << 53;

    private final Reply reply;
    private final byte[] value;

    StoredValue(Reply reply, byte[] value) {
        this.reply = reply;
        this.value = value;
    }

    /** @throws io.github.idempotency.store.UnreadableRecordException if it is damaged */
    Claim.Settled settled() {
        if (value.length < HEADER) {
            throw reply.unreadable("it is cut off after " + value.length + " bytes", null);
        }
        ByteBuffer header = ByteBuffer.wrap(value);
        int operationAt = HEADER + Byte.toUnsignedInt(header.get(FINGERPRINT_LENGTH_AT));
        int payloadAt = operationAt + Short.toUnsignedInt(header.getShort(OPERATION_LENGTH_AT));
        long end = payloadAt + Integer.toUnsignedLong(header.getInt(PAYLOAD_LENGTH_AT));
        if (value.length != end) {
            throw reply.unreadable("it has " + value.length + " bytes instead of " + end, null);
        }
        require("attempt", header.getInt(ATTEMPT_AT), Integer.MAX_VALUE);
        require("token", header.getLong(TOKEN_AT), INEXACT);
        require("lease", header.getLong(LEASE_AT), INEXACT);
        return new Claim.Settled(
                fingerprint(Arrays.copyOfRange(value, HEADER, operationAt)),
                Outcome.of(kind(), Arrays.copyOfRange(value, payloadAt, value.length)));
    }

    private void require(String what, long number, long limit) {
        if (number < 1 || number >= limit) {
            throw reply.unreadable("its " + what + " is " + number, null);
        }
    }

    private Fingerprint fingerprint(byte[] bytes) {
        try {
            return Fingerprint.fromBytes(bytes);
        } catch (IllegalArgumentException e) {
            throw reply.unreadable("its fingerprint is too long", e);
        }
    }

    private Outcome.Kind kind() {
        try {
            return Outcome.Kind.fromCode(value[KIND_AT]);
        } catch (IllegalArgumentException e) {
            throw reply.unreadable("its outcome is of an unknown kind", e);
        }
    }
}
