package io.github.idempotency.codec;

import io.github.idempotency.store.UnreadableRecordException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An exception as it is recorded: the name of its class and its message, nothing else.
 *
 * @param type the binary name of the exception's class
 * @param message its message
 */
public record RecordedFailure(String type, @Nullable String message) {

    private static final byte VERSION = 1;
    private static final int NO_MESSAGE = -1;

    public static RecordedFailure of(Throwable failure) {
        return new RecordedFailure(failure.getClass().getName(), failure.getMessage());
    }

    public byte[] encode() {
        byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
        byte[] messageBytes = message == null ? new byte[0] : message.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + 4 + typeBytes.length + 4 + messageBytes.length)
                .put(VERSION)
                .putInt(typeBytes.length)
                .put(typeBytes)
                .putInt(message == null ? NO_MESSAGE : messageBytes.length)
                .put(messageBytes)
                .array();
    }

    /** @throws UnreadableRecordException if these are not the bytes of a failure */
    public static RecordedFailure decode(byte[] payload) {
        Envelope.checkVersion(VERSION, payload);
        ByteBuffer buffer = ByteBuffer.wrap(payload, 1, payload.length - 1);
        try {
            String type = text(buffer, buffer.getInt());
            int messageLength = buffer.getInt();
            return new RecordedFailure(type, messageLength == NO_MESSAGE ? null : text(buffer, messageLength));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new UnreadableRecordException("A recorded failure is corrupt. Delete the record.", e);
        }
    }

    private static String text(ByteBuffer buffer, int length) {
        if (length < 0 || length > buffer.remaining()) {
            throw new IllegalArgumentException("length " + length);
        }
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
