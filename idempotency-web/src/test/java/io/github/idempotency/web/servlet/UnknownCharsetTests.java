package io.github.idempotency.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/** Bodies in an encoding that this machine does not know; clients may say anything. */
class UnknownCharsetTests {

    @Test
    void aFormIsReadAllTheSame() throws IOException {
        RecordingRequest request = request("no-such-charset");

        assertThat(FormDigest.of(request)).isEqualTo(FormDigest.of(request("UTF-8")));
        assertThat(request.getParameter("a")).isEqualTo("1");
    }

    @Test
    void aReaderIsRefusedAsByTheContainer() {
        for (String encoding : new String[] {"no-such-charset", "not a name"}) {
            assertThatThrownBy(() -> request(encoding).getReader()).isInstanceOf(UnsupportedEncodingException.class);
        }
    }

    private static RecordingRequest request(String encoding) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/");
        request.setContentType("application/x-www-form-urlencoded");
        request.setCharacterEncoding(encoding);
        request.setContent("a=1".getBytes(StandardCharsets.US_ASCII));
        return new RecordingRequest(request, 100, false);
    }
}
