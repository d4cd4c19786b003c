package io.github.idempotency.web.http;

import io.github.idempotency.codec.Envelope;
import io.github.idempotency.store.UnreadableRecordException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A rendered response as it is recorded.
 *
 * @param status its status
 * @param headers its headers worth replaying, in order, a name once per value
 * @param body its body, byte for byte; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and too large to copy
public record RecordedResponse(int status, List<Header> headers, byte[] body) {

    private static final byte VERSION = 1;
    private static final int MAX_HEADERS = 0xFFFF;

    /** One line of a header. */
    public record Header(String name, String value) {}

    /** The response as bytes: version, status, number of headers, their framed names and values, body. */
    public byte[] encode() {
        if (headers.size() > MAX_HEADERS) {
            throw new IllegalStateException("A response with " + headers.size() + " header lines cannot be recorded; "
                    + MAX_HEADERS + " is the limit. Send fewer.");
        }
        List<byte[]> texts = new ArrayList<>(headers.size() * 2);
        int size = 1 + 2 + 2;
        for (Header header : headers) {
            size += add(texts, header.name()) + add(texts, header.value());
        }
        ByteBuffer buffer = ByteBuffer.allocate(size + body.length)
                .put(VERSION)
                .putShort((short) status)
                .putShort((short) headers.size());
        for (byte[] text : texts) {
            buffer.putInt(text.length).put(text);
        }
        return buffer.put(body).array();
    }

    /** @throws UnreadableRecordException if these are not the bytes of a response this version understands */
    public static RecordedResponse decode(byte[] payload) {
        Envelope.checkVersion(VERSION, payload);
        ByteBuffer buffer = ByteBuffer.wrap(payload, 1, payload.length - 1);
        try {
            int status = buffer.getShort();
            if (status < 100 || status > 999) {
                throw new IllegalArgumentException("status " + status);
            }
            int count = Short.toUnsignedInt(buffer.getShort());
            List<Header> headers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                headers.add(new Header(text(buffer), text(buffer)));
            }
            byte[] body = new byte[buffer.remaining()];
            buffer.get(body);
            return new RecordedResponse(status, headers, body);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new UnreadableRecordException("A recorded response is corrupt. Delete the record.", e);
        }
    }

    private static int add(List<byte[]> texts, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        texts.add(bytes);
        return 4 + bytes.length;
    }

    private static String text(ByteBuffer buffer) {
        int length = buffer.getInt();
        if (length < 0 || length > buffer.remaining()) {
            throw new IllegalArgumentException("length " + length);
        }
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
