package io.github.idempotency.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.store.UnreadableRecordException;
import io.github.idempotency.web.http.RecordedResponse.Header;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of a recorded response, which later versions have to read as well. */
class RecordedResponseTests {

    private static final byte[] BODY = "caf\u00e9".getBytes(StandardCharsets.UTF_8);
    private static final List<Header> HEADERS =
            List.of(new Header("Content-Type", "text/plain"), new Header("X-Name", "\u00e9"), new Header("X-Name", ""));

    @Test
    void whatWasRecordedIsReadAgain() {
        RecordedResponse read = RecordedResponse.decode(new RecordedResponse(201, HEADERS, BODY).encode());

        assertThat(read.status()).isEqualTo(201);
        assertThat(read.headers()).isEqualTo(HEADERS);
        assertThat(read.body()).isEqualTo(BODY);
    }

    @Test
    void theFormatIsFixed() {
        assertThat(new RecordedResponse(0x0102, List.of(new Header("A", "bc")), new byte[] {9}).encode())
                .containsExactly(1, 1, 2, 0, 1, 0, 0, 0, 1, 'A', 0, 0, 0, 2, 'b', 'c', 9);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 999})
    void anyStatusOfThreeDigitsIsRead(int status) {
        assertThat(RecordedResponse.decode(encoded(status)).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 99, 1000, -200})
    void anyOtherStatusIsCorrupt(int status) {
        byte[] payload = encoded(status);

        assertThatThrownBy(() -> RecordedResponse.decode(payload))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("Delete the record");
    }

    @Test
    void whatBreaksOffBeforeTheBodyIsCorrupt() {
        byte[] whole = new RecordedResponse(200, HEADERS, new byte[0]).encode();

        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> RecordedResponse.decode(part)).isInstanceOf(UnreadableRecordException.class);
        }
        assertThat(RecordedResponse.decode(whole).body()).isEmpty();
    }

    @Test
    void lengthsThatCannotBeAreCorrupt() {
        for (byte[] length :
                List.of(new byte[] {-1, -1, -1, -1}, new byte[] {0x7f, -1, -1, -1}, new byte[] {0, 0, 0, 2})) {
            byte[] payload = new byte[] {1, 0, (byte) 200, 0, 1, length[0], length[1], length[2], length[3], 'A'};
            assertThatThrownBy(() -> RecordedResponse.decode(payload)).isInstanceOf(UnreadableRecordException.class);
        }
    }

    @Test
    void aNewerVersionIsNotMisread() {
        byte[] newer = new RecordedResponse(200, HEADERS, BODY).encode();
        newer[0] = 2;

        assertThatThrownBy(() -> RecordedResponse.decode(newer)).isInstanceOf(UnreadableRecordException.class);
    }

    @Test
    void asManyHeadersAsTheFormatHoldsAreRecordedAndNotOneMore() {
        Header header = new Header("a", "b");
        byte[] most = new RecordedResponse(200, Collections.nCopies(65_535, header), BODY).encode();

        assertThat(RecordedResponse.decode(most).headers()).hasSize(65_535);
        assertThat(RecordedResponse.decode(most).body()).isEqualTo(BODY);
        assertThatIllegalStateException()
                .isThrownBy(() -> new RecordedResponse(200, Collections.nCopies(65_536, header), BODY).encode())
                .withMessageContaining("65536 header lines")
                .withMessageContaining("65535 is the limit");
    }

    private static byte[] encoded(int status) {
        return new RecordedResponse(status, List.of(), new byte[0]).encode();
    }
}
