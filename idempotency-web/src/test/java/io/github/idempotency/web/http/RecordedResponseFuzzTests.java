package io.github.idempotency.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.idempotency.store.UnreadableRecordException;

/** Whatever a store gives back, it is read as what it says or refused as unreadable. */
class RecordedResponseFuzzTests {

    @FuzzTest
    void aResponseIsReadOrRefused(byte[] payload) {
        RecordedResponse response;
        try {
            response = RecordedResponse.decode(payload);
        } catch (UnreadableRecordException e) {
            return;
        }
        RecordedResponse again = RecordedResponse.decode(response.encode());
        assertThat(again.status()).isEqualTo(response.status());
        assertThat(again.headers()).isEqualTo(response.headers());
        assertThat(again.body()).isEqualTo(response.body());
    }
}
