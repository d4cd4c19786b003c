package io.github.idempotency.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.idempotency.store.UnreadableRecordException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordedFailureTests {

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("no stock"),
                new IllegalStateException(""),
                new IllegalStateException((String) null),
                new IllegalStateException("caf\u00e9 \uD83D\uDE00"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureComesBackWithItsClassAndMessage(Throwable failure) {
        RecordedFailure recorded =
                RecordedFailure.decode(RecordedFailure.of(failure).encode());

        assertThat(recorded).isEqualTo(new RecordedFailure("java.lang.IllegalStateException", failure.getMessage()));
    }

    @Test
    void aTruncatedRecordIsRefusedWhereverItWasCut() {
        byte[] whole = new RecordedFailure("a.B", "message").encode();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);

            assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> RecordedFailure.decode(cut));
        }
    }

    @Test
    void lengthsThatMakeNoSenseAreRefusedAndNothingIsAllocatedForThem() {
        byte[] negative = {1, -1, -1, -1, -2, 0};
        byte[] huge = {1, 0x7F, -1, -1, -1, 0};

        assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> RecordedFailure.decode(negative));
        assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> RecordedFailure.decode(huge));
    }
}
