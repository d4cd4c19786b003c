package io.github.idempotency.codec;

import io.github.idempotency.store.UnreadableRecordException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What an adapter has encoded, and beside it what the engine knows about how it came to be. An answer about which there is
 * nothing to say is kept as it is, so that it costs no byte more.
 *
 * @param content what the adapter encoded; not copied
 * @param trace the trace in which the answer was made, if there was one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and too large to copy
public record RecordedPayload(byte[] content, @Nullable TraceReference trace) {

    /** No version of an adapter's own format: those count from 1. */
    private static final byte MARK = (byte) 0xE1;

    private static final byte WITH_TRACE = 1;
    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;

    /** As stored: mark, flags, and what the flags announce in front of the content; or the content alone. */
    public byte[] encode() {
        boolean ambiguous = content.length > 0 && content[0] == MARK;
        if (trace == null) {
            return ambiguous
                    ? ByteBuffer.allocate(2 + content.length)
                            .put(MARK)
                            .put((byte) 0)
                            .put(content)
                            .array()
                    : content;
        }
        HexFormat hex = HexFormat.of();
        return ByteBuffer.allocate(2 + TRACE_ID_BYTES + SPAN_ID_BYTES + content.length)
                .put(MARK)
                .put(WITH_TRACE)
                .put(hex.parseHex(trace.traceId()))
                .put(hex.parseHex(trace.spanId()))
                .put(content)
                .array();
    }

    /** @throws UnreadableRecordException if a newer version has written it, or it is cut off */
    public static RecordedPayload decode(byte[] payload) {
        if (payload.length == 0 || payload[0] != MARK) {
            return new RecordedPayload(payload, null);
        }
        try {
            ByteBuffer buffer = ByteBuffer.wrap(payload, 1, payload.length - 1);
            int flags = buffer.get();
            if ((flags & ~WITH_TRACE) != 0) {
                throw new UnreadableRecordException(
                        "A recorded answer has the features " + flags + ", this version knows " + WITH_TRACE
                                + ". Roll the newer version out everywhere, or delete the record.",
                        null);
            }
            TraceReference trace = flags == WITH_TRACE
                    ? new TraceReference(hex(buffer, TRACE_ID_BYTES), hex(buffer, SPAN_ID_BYTES))
                    : null;
            byte[] content = new byte[buffer.remaining()];
            buffer.get(content);
            return new RecordedPayload(content, trace);
        } catch (BufferUnderflowException e) {
            throw new UnreadableRecordException("A recorded answer is cut off. Delete the record.", e);
        }
    }

    private static String hex(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
