package io.github.idempotency.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.idempotency.store.UnreadableRecordException;

/** Whatever a store gives back, it is read as what it says or refused as unreadable. */
class RecordFuzzTests {

    @FuzzTest
    void aFailureIsReadOrRefused(byte[] payload) {
        RecordedFailure failure;
        try {
            failure = RecordedFailure.decode(payload);
        } catch (UnreadableRecordException e) {
            return;
        }
        assertThat(RecordedFailure.decode(failure.encode())).isEqualTo(failure);
    }

    @FuzzTest
    void aPayloadIsReadOrRefused(byte[] payload) {
        RecordedPayload read;
        try {
            read = RecordedPayload.decode(payload);
        } catch (UnreadableRecordException e) {
            return;
        }
        for (byte[] written : new byte[][] {read.encode(), read.encode(0)}) {
            RecordedPayload again = RecordedPayload.decode(written);
            assertThat(again.content()).isEqualTo(read.content());
            assertThat(again.trace()).isEqualTo(read.trace());
        }
    }

    @FuzzTest
    void anyContentComesBackAsItWas(byte[] content) {
        TraceReference trace = new TraceReference("0".repeat(31) + "1", "0".repeat(15) + "1");

        for (TraceReference each : new TraceReference[] {trace, null}) {
            RecordedPayload payload = new RecordedPayload(content, each);
            byte[] compressed = payload.encode(0);
            assertThat(RecordedPayload.decode(payload.encode()).content()).isEqualTo(content);
            assertThat(RecordedPayload.decode(compressed).content()).isEqualTo(content);
            assertThat(compressed).hasSizeLessThanOrEqualTo(payload.encode().length);
        }
        assertThat(Envelope.unwrap((byte) 1, Envelope.wrap((byte) 1, content))).isEqualTo(content);
    }
}
