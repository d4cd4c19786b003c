package io.github.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** No choice of parts imitates another. */
class DigestFuzzTests {

    /** The first two bytes say where the rest is cut, once for either side. */
    @FuzzTest
    void bytesCutDifferentlyHaveDifferentFingerprints(byte[] input) {
        if (input.length < 2) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(input, 2, input.length);
        int left = cut(input[0], rest.length);
        int right = cut(input[1], rest.length);

        boolean same = Fingerprint.of(parts(rest, left)).equals(Fingerprint.of(parts(rest, right)));

        assertThat(same).isEqualTo(left == right);
        assertThat(Fingerprint.of(rest)).isNotEqualTo(Fingerprint.of(parts(rest, left)));
    }

    /** Texts as UTF-16, so that they may hold halves of a character; divided by NUL, the first half against the second. */
    @FuzzTest
    void differentTextsAreDifferentKeysAndFingerprints(byte[] input) {
        String text = ByteBuffer.wrap(input).asCharBuffer().toString();
        int middle = text.length() / 2;
        String[] left = text.substring(0, middle).split("\0", -1);
        String[] right = text.substring(middle).split("\0", -1);
        boolean same = List.of(left).equals(List.of(right));

        assertThat(IdempotencyKey.of(left).equals(IdempotencyKey.of(right))).isEqualTo(same);
        assertThat(Fingerprint.of(left).equals(Fingerprint.of(right))).isEqualTo(same);
    }

    private static int cut(byte where, int length) {
        return Math.min(where & 0xff, length);
    }

    private static byte[][] parts(byte[] bytes, int cut) {
        return new byte[][] {Arrays.copyOf(bytes, cut), Arrays.copyOfRange(bytes, cut, bytes.length)};
    }
}
