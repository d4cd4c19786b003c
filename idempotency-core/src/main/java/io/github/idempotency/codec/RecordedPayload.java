package io.github.idempotency.codec;

import io.github.idempotency.store.UnreadableRecordException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
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

    /** For {@link #encode(long)}: no content is compressed. */
    public static final long UNCOMPRESSED = Long.MAX_VALUE;

    /** No version of an adapter's own format: those count from 1. */
    private static final byte MARK = (byte) 0xE1;

    private static final int WITH_TRACE = 1;
    private static final int COMPRESSED = 2;
    private static final int KNOWN = WITH_TRACE | COMPRESSED;
    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;

    /** As stored: mark, flags, and what the flags announce in front of the content; or the content alone. */
    public byte[] encode() {
        return encode(UNCOMPRESSED);
    }

    /**
     * As {@link #encode()}, with the content compressed where that makes it smaller. Its length goes before it then.
     *
     * @param compressAbove how many bytes a content may have that stays as it is
     */
    public byte[] encode(long compressAbove) {
        boolean large = content.length > compressAbove && content.length <= Compression.MOST_BYTES;
        byte[] compressed = large ? compressed() : null;
        return compressed != null ? compressed : plain();
    }

    private byte[] plain() {
        boolean ambiguous = content.length > 0 && content[0] == MARK;
        if (trace == null && !ambiguous) {
            return content;
        }
        return head(new byte[headBytes() + content.length], 0).put(content).array();
    }

    private byte @Nullable [] compressed() {
        int head = headBytes() + Integer.BYTES;
        // With space for what is smaller than the plain form, and no more.
        byte[] encoded = new byte[content.length + (trace == null ? 0 : headBytes()) - 1];
        int end = Compression.compress(content, encoded, head);
        if (end < 0) {
            return null;
        }
        head(encoded, COMPRESSED).putInt(content.length);
        return Arrays.copyOf(encoded, end);
    }

    private int headBytes() {
        return 2 + (trace == null ? 0 : TRACE_ID_BYTES + SPAN_ID_BYTES);
    }

    private ByteBuffer head(byte[] encoded, int flags) {
        ByteBuffer buffer = ByteBuffer.wrap(encoded).put(MARK);
        if (trace == null) {
            return buffer.put((byte) flags);
        }
        HexFormat hex = HexFormat.of();
        return buffer.put((byte) (flags | WITH_TRACE))
                .put(hex.parseHex(trace.traceId()))
                .put(hex.parseHex(trace.spanId()));
    }

    /** @throws UnreadableRecordException if a newer version has written it, or it is cut off or damaged */
    public static RecordedPayload decode(byte[] payload) {
        if (payload.length == 0 || payload[0] != MARK) {
            return new RecordedPayload(payload, null);
        }
        try {
            ByteBuffer buffer = ByteBuffer.wrap(payload, 1, payload.length - 1);
            int flags = buffer.get();
            if ((flags & ~KNOWN) != 0) {
                throw new UnreadableRecordException(
                        "A recorded answer has the features " + flags + ", this version knows " + KNOWN
                                + ". Roll the newer version out everywhere, or delete the record.",
                        null);
            }
            TraceReference trace = (flags & WITH_TRACE) != 0
                    ? new TraceReference(hex(buffer, TRACE_ID_BYTES), hex(buffer, SPAN_ID_BYTES))
                    : null;
            return new RecordedPayload((flags & COMPRESSED) != 0 ? decompressed(buffer) : rest(buffer), trace);
        } catch (BufferUnderflowException e) {
            throw new UnreadableRecordException("A recorded answer is cut off. Delete the record.", e);
        }
    }

    private static byte[] rest(ByteBuffer buffer) {
        byte[] rest = new byte[buffer.remaining()];
        buffer.get(rest);
        return rest;
    }

    private static byte[] decompressed(ByteBuffer buffer) {
        int length = buffer.getInt();
        byte[] content = Compression.decompress(rest(buffer), length);
        if (content == null) {
            throw new UnreadableRecordException(
                    "A recorded answer is compressed, and cut off or damaged. Delete the record.", null);
        }
        return content;
    }

    private static String hex(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
