package io.github.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Digests outlive releases: what a record was made with has to be what the next version makes. */
class DigestsTests {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 65_535, 65_536, 70_001, 16_777_217})
    void everyPartHasItsLengthInFrontInFourBytes(int length) throws Exception {
        byte[] part = new byte[length];
        MessageDigest framed = MessageDigest.getInstance("SHA-256");
        Digests.updateFramed(framed, part);

        byte[] expected =
                ByteBuffer.allocate(4 + length).putInt(length).put(part).array();
        assertThat(framed.digest())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(expected));
    }

    @Test
    void textIsUtf8AndWhatUtf8CannotSayStaysApart() throws Exception {
        MessageDigest text = MessageDigest.getInstance("SHA-256");
        Digests.updateFramed(text, "Zürich €");
        MessageDigest bytes = MessageDigest.getInstance("SHA-256");
        Digests.updateFramed(bytes, "Zürich €".getBytes(StandardCharsets.UTF_8));
        assertThat(text.digest()).isEqualTo(bytes.digest());

        MessageDigest unpaired = MessageDigest.getInstance("SHA-256");
        Digests.updateFramed(unpaired, "\uD83D");
        MessageDigest raw = MessageDigest.getInstance("SHA-256");
        Digests.updateFramed(raw, new byte[] {(byte) 0xFF, (byte) 0xD8, 0x3D});
        assertThat(unpaired.digest()).isEqualTo(raw.digest());
    }
}
