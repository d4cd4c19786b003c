package io.github.idempotency.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.idempotency.store.UnreadableRecordException;
import org.junit.jupiter.api.Test;

class EnvelopeTests {

    private static final byte VERSION = 1;

    @Test
    void theVersionIsTheFirstByteAndTheContentFollows() {
        byte[] payload = Envelope.wrap(VERSION, new byte[] {7, 8});

        assertThat(payload).containsExactly(1, 7, 8);
        assertThat(Envelope.unwrap(VERSION, payload)).containsExactly(7, 8);
        assertThat(Envelope.unwrap(VERSION, Envelope.wrap(VERSION, new byte[0])))
                .isEmpty();
    }

    @Test
    void anotherVersionIsRefusedInsteadOfMisread() {
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> Envelope.unwrap(VERSION, Envelope.wrap((byte) 2, new byte[] {7})))
                .withMessageContaining("2")
                .withMessageContaining("newer version");
    }

    @Test
    void aPayloadWithoutAVersionIsRefused() {
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> Envelope.unwrap(VERSION, new byte[0]));
    }
}
