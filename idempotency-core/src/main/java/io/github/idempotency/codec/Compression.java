package io.github.idempotency.codec;

import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** The format of zlib (RFC 1950), whose checksum tells a damaged content from a sound one. */
final class Compression {

    /** Larger contents stay as they are, so that nothing that claims to be larger has to be made room for. */
    static final int MOST_BYTES = 64 * 1024 * 1024;

    /** No byte stands for more bytes than this in the format, whoever has written it. */
    private static final int BEST_RATIO = 1032;

    private Compression() {}

    /**
     * Writes the compressed content behind what the array already holds.
     *
     * @return the end of what was written, or -1 if there is not enough space for it
     */
    static int compress(byte[] content, byte[] into, int from) {
        if (from >= into.length) {
            return -1;
        }
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(content);
            deflater.finish();
            int size = deflater.deflate(into, from, into.length - from);
            return deflater.finished() ? from + size : -1;
        } finally {
            // Its memory is not the heap's, and would wait for the collector.
            deflater.end();
        }
    }

    /**
     * The content again.
     *
     * @param length how many bytes it is said to have
     * @return {@code null} if it has another length, or is damaged
     */
    static byte @Nullable [] decompress(byte[] compressed, int length) {
        if (length < 0 || length > MOST_BYTES || length > (long) BEST_RATIO * compressed.length) {
            return null;
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(compressed);
            byte[] content = new byte[length];
            int size = inflater.inflate(content);
            // Into space of its own, because the checksum is read, and what is too much found, only where there is
            // some.
            boolean longer = inflater.inflate(new byte[1]) > 0;
            boolean whole = size == length && !longer && inflater.finished() && inflater.getRemaining() == 0;
            return whole ? content : null;
        } catch (DataFormatException e) {
            return null;
        } finally {
            inflater.end();
        }
    }
}
