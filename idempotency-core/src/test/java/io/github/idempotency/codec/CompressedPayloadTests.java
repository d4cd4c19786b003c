package io.github.idempotency.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.idempotency.store.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressedPayloadTests {

    private static final byte MARK = (byte) 0xE1;
    private static final int WITHOUT_TRACE = 2 + Integer.BYTES;
    private static final TraceReference TRACE =
            new TraceReference("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331");

    static Stream<byte[]> contents() {
        return Stream.of(
                new byte[0],
                new byte[] {1, 2, 3},
                text(10),
                text(10_000),
                new byte[100_000],
                noise(10_000),
                startingLikeAMark(text(1_000)),
                startingLikeAMark(noise(1_000)));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void everyContentComesBackWithAndWithoutItsTrace(byte[] content) {
        for (TraceReference trace : new TraceReference[] {null, TRACE}) {
            RecordedPayload decoded = RecordedPayload.decode(new RecordedPayload(content, trace).encode(0));

            assertThat(decoded.content()).isEqualTo(content);
            assertThat(decoded.trace()).isEqualTo(trace);
        }
    }

    @ParameterizedTest
    @MethodSource("contents")
    void compressionNeverTakesMoreSpaceThanNone(byte[] content) {
        for (TraceReference trace : new TraceReference[] {null, TRACE}) {
            RecordedPayload payload = new RecordedPayload(content, trace);

            assertThat(payload.encode(0)).hasSizeLessThanOrEqualTo(payload.encode().length);
        }
    }

    @Test
    void whatDoesNotGetSmallerIsKeptAsItIs() {
        byte[] content = noise(10_000);

        assertThat(new RecordedPayload(content, null).encode(0)).isSameAs(content);
        assertThat(new RecordedPayload(content, TRACE).encode(0))
                .startsWith(MARK, 1)
                .hasSize(2 + 16 + 8 + 10_000);
    }

    @Test
    void onlyContentsAboveTheThresholdAreCompressed() {
        RecordedPayload payload = new RecordedPayload(text(1_000), null);

        assertThat(payload.encode(1_000)).isSameAs(payload.content());
        assertThat(payload.encode(999)).startsWith(MARK, 2).hasSizeLessThan(200);
    }

    @Test
    void theFormatIsThatOfZlibBehindTheLengthOfTheContent() {
        byte[] content = text(500);
        byte[] stored = ByteBuffer.allocate(1_000)
                .put(MARK)
                .put((byte) 2)
                .putInt(content.length)
                .put(deflated(content))
                .array();
        byte[] whole = Arrays.copyOf(stored, WITHOUT_TRACE + deflated(content).length);

        assertThat(RecordedPayload.decode(whole).content()).isEqualTo(content);
    }

    @Test
    void whatIsCutOffIsRefusedWhereverItWasCut() {
        byte[] whole = new RecordedPayload(text(300), TRACE).encode(0);
        assertThat(whole).startsWith(MARK, 3);
        for (int length = 1; length < whole.length; length++) {
            refuses(Arrays.copyOf(whole, length));
        }
    }

    /** A few bits of the format mean nothing; those that mean something never make another content. */
    @Test
    void whatHasOneBitWrongIsRefusedOrReadAsItWas() {
        byte[] content = text(300);
        int refused = 0;
        byte[] whole = new RecordedPayload(content, null).encode(0);
        for (int bit = 2 * Byte.SIZE; bit < whole.length * Byte.SIZE; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            try {
                assertThat(RecordedPayload.decode(damaged).content()).isEqualTo(content);
            } catch (UnreadableRecordException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan((whole.length - 3) * Byte.SIZE);
    }

    @Test
    void whatHasBytesBehindItIsRefused() {
        byte[] whole = new RecordedPayload(text(300), null).encode(0);

        refuses(Arrays.copyOf(whole, whole.length + 1));
    }

    /** A record of a few bytes must not make the reader reserve gigabytes. */
    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, 20_000, Compression.MOST_BYTES + 1, Integer.MAX_VALUE})
    void aLengthThatIsNotThatOfTheContentIsRefused(int length) {
        byte[] forged = new RecordedPayload(new byte[10_000], null).encode(0);
        assertThat(forged).hasSizeLessThan(100);
        ByteBuffer.wrap(forged).putInt(2, length);

        refuses(forged);
    }

    /** As much as there may be in so few bytes, and more than it says: not even one byte of that is kept. */
    @Test
    void aContentThatIsLongerThanItSaysIsRefused() {
        byte[] bomb = new RecordedPayload(new byte[Compression.MOST_BYTES], null).encode(0);
        assertThat(bomb).startsWith(MARK, 2).hasSizeLessThan(300_000);
        ByteBuffer.wrap(bomb).putInt(2, Compression.MOST_BYTES - 1);

        refuses(bomb);
    }

    @Test
    void aContentThatIsTooLargeToBeReadBackIsNotCompressed() {
        byte[] content = new byte[Compression.MOST_BYTES + 1];

        assertThat(new RecordedPayload(content, null).encode(0)).isSameAs(content);
    }

    private static void refuses(byte[] stored) {
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> RecordedPayload.decode(stored))
                .withMessageContaining("cut off");
    }

    private static byte[] text(int length) {
        byte[] pattern = "{\"item\":\"tea\",\"count\":2},".getBytes(StandardCharsets.US_ASCII);
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = pattern[i % pattern.length];
        }
        return text;
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(7).nextBytes(noise);
        return noise;
    }

    private static byte[] startingLikeAMark(byte[] content) {
        content[0] = MARK;
        return content;
    }

    private static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(content);
            deflater.finish();
            byte[] buffer = new byte[1_000];
            return Arrays.copyOf(buffer, deflater.deflate(buffer));
        } finally {
            deflater.end();
        }
    }
}
