package io.github.idempotency.faults;

import io.github.idempotency.faults.history.Answer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** Makes of responses what the history keeps of them. */
final class AnswerReader {

    /** Of an answer: key, caller, effect, receipt and amount. */
    private static final int PARTS = 5;

    private static final String CODE = "\"code\":\"";
    /** Enough to tell answers apart, and less to keep. */
    private static final int DIGEST_BYTES = 15;

    private AnswerReader() {}

    static Answer read(HttpConnection.Response response) {
        String body = new String(response.body(), StandardCharsets.ISO_8859_1);
        if (response.status() < 400) {
            String[] parts = body.split(" ");
            // Whatever else it is, its client takes it for a success.
            String[] named = parts.length == PARTS ? parts : new String[] {"", "", "'" + body + "'"};
            return new Answer.Success(
                    response.status(), response.replayed(), digest(response), named[0], named[1], named[2]);
        }
        int start = body.indexOf(CODE);
        String problem = "";
        if (start >= 0) {
            start += CODE.length();
            problem = body.substring(start, body.indexOf('"', start));
        }
        return new Answer.Refused(response.status(), problem);
    }

    private static String digest(HttpConnection.Response response) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(4).putInt(response.status()).array());
            digest.update(response.contentType().getBytes(StandardCharsets.ISO_8859_1));
            digest.update((byte) 0);
            byte[] all = digest.digest(response.body());
            return Base64.getEncoder().encodeToString(Arrays.copyOf(all, DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
