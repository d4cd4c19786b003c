package io.github.idempotency.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.idempotency.store.UnreadableRecordException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedPayloadTests {

    private static final byte MARK = (byte) 0xE1;
    private static final TraceReference TRACE =
            new TraceReference("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331");

    static Stream<byte[]> contents() {
        return Stream.of(
                new byte[0],
                new byte[] {1, 2, 3},
                new byte[] {MARK},
                new byte[] {MARK, 0},
                new byte[] {MARK, 1, 5},
                new byte[] {MARK, MARK, MARK});
    }

    @ParameterizedTest
    @MethodSource("contents")
    void aContentComesBackAlsoIfItBeginsLikeAMark(byte[] content) {
        RecordedPayload decoded = RecordedPayload.decode(new RecordedPayload(content, null).encode());

        assertThat(decoded.content()).isEqualTo(content);
        assertThat(decoded.trace()).isNull();
    }

    @ParameterizedTest
    @MethodSource("contents")
    void aContentComesBackWithItsTrace(byte[] content) {
        RecordedPayload decoded = RecordedPayload.decode(new RecordedPayload(content, TRACE).encode());

        assertThat(decoded.content()).isEqualTo(content);
        assertThat(decoded.trace()).isEqualTo(TRACE);
    }

    @Test
    void aContentAboutWhichThereIsNothingToSayCostsNoByte() {
        byte[] content = {1, 2, 3};

        assertThat(new RecordedPayload(content, null).encode()).isEqualTo(content);
        assertThat(new RecordedPayload(content, TRACE).encode()).hasSize(2 + 16 + 8 + 3);
    }

    @Test
    void theBytesOfATraceStayWhatTheyAre() {
        assertThat(new RecordedPayload(new byte[] {7}, TRACE).encode())
                .startsWith(MARK, 1, 0x0A, 0xF7, 0x65)
                .endsWith(0x20, 0x33, 0x31, 7);
    }

    @ParameterizedTest
    @ValueSource(bytes = {4, 5, 6, 64, -128, -1})
    void whatANewerVersionHasWrittenIsRefused(byte flags) {
        byte[] newer = new RecordedPayload(new byte[] {7}, TRACE).encode();
        newer[1] = flags;

        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> RecordedPayload.decode(newer))
                .withMessageContaining("newer version");
    }

    @Test
    void whatIsCutOffIsRefusedWhereverItWasCut() {
        byte[] whole = new RecordedPayload(new byte[0], TRACE).encode();
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);

            assertThatExceptionOfType(UnreadableRecordException.class)
                    .as("after %s bytes", length)
                    .isThrownBy(() -> RecordedPayload.decode(cut))
                    .withMessageContaining("cut off");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0af7651916cd43dd", "0AF7651916CD43DD8448EB211C80319C", "0af7651916cd43dd8448eb211c80319g"})
    void aTraceIdHasThirtyTwoLowerCaseHexadecimalDigits(String traceId) {
        assertThatIllegalArgumentException().isThrownBy(() -> new TraceReference(traceId, TRACE.spanId()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "b7ad6b71", "B7AD6B7169203331", "b7ad6b7169203331b7ad6b7169203331"})
    void aSpanIdHasSixteenLowerCaseHexadecimalDigits(String spanId) {
        assertThatIllegalArgumentException().isThrownBy(() -> new TraceReference(TRACE.traceId(), spanId));
    }
}
