package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.idempotency.web.http.RecordedResponse;
import io.github.idempotency.web.http.RecordedResponse.Header;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Responses with more header lines than any container sends. */
class RecordedResponseTests {

    @Test
    @DisplayName("As many header lines as the record can count are kept")
    void asManyHeadersAsCanBeCounted() {
        RecordedResponse response = RecordedResponse.decode(response(65_535).encode());

        assertThat(response.headers()).hasSize(65_535).containsOnly(new Header("Link", "tea"));
        assertThat(response.body()).containsExactly(1, 2);
    }

    @Test
    @DisplayName("One more is refused instead of being cut off")
    void oneMoreIsRefused() {
        RecordedResponse response = response(65_536);

        assertThatIllegalStateException().isThrownBy(response::encode).withMessageContaining("65536 header lines");
    }

    private static RecordedResponse response(int headers) {
        List<Header> lines = Collections.nCopies(headers, new Header("Link", "tea"));
        return new RecordedResponse(200, lines, new byte[] {1, 2});
    }
}
