package io.github.idempotency.web.http;

import io.github.idempotency.spring.operator.GivenAnswer;
import io.github.idempotency.spring.operator.OperatorException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Records responses that operators give, as if a handler had rendered them. Thread-safe. */
public final class GivenResponse {

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}");
    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7E]([\\x20-\\x7E\\t]*[\\x21-\\x7E])?");
    private static final List<Integer> WITHOUT_BODY = List.of(204, 205, 304);

    private final WebSettings settings;
    private final ReplayableHeaders replayable;

    public GivenResponse(WebSettings settings) {
        this.settings = settings;
        this.replayable = new ReplayableHeaders(settings.unreplayedHeaders());
    }

    /** @throws OperatorException if it is no response a client could be sent; the message says why */
    public RecordedResponse of(GivenAnswer answer) {
        int status = answer.status() == null ? 0 : answer.status();
        if (status < 200 || status > 599) {
            throw invalid("A final 'status' is between 200 and 599, this one is " + status + ".");
        }
        if (ResponseVerdict.isNeverRecorded(status)) {
            throw invalid(
                    "A response of status " + status + " is never recorded: it speaks of the caller or the moment and"
                            + " not of the work. Give the answer of the work, or resolve as 'failed' if it was not done.");
        }
        MediaType type = type(answer.contentType());
        byte[] body = body(answer.body(), type);
        if (body.length > 0 && WITHOUT_BODY.contains(status)) {
            throw invalid("A response of status " + status + " has no body. Leave 'body' out.");
        }
        if (body.length > 0 && type == null) {
            throw invalid("A 'body' needs a 'contentType', like application/json.");
        }
        List<RecordedResponse.Header> headers = new ArrayList<>();
        if (type != null) {
            headers.add(new RecordedResponse.Header("Content-Type", type.toString()));
        }
        answer.headers().forEach(line -> headers.add(header(line)));
        return new RecordedResponse(status, headers, body);
    }

    private byte[] body(@Nullable String text, @Nullable MediaType type) {
        Charset charset = type == null || type.getCharset() == null ? StandardCharsets.UTF_8 : type.getCharset();
        byte[] body = text == null ? new byte[0] : encoded(text, charset);
        if (body.length > settings.maxResponseBytes()) {
            throw invalid("The 'body' is longer than the " + settings.maxResponseBytes()
                    + " bytes that can be recorded (idempotency.web.max-response-size).");
        }
        return body;
    }

    /** Never with a replacement for what the charset lacks: retries would get another answer than the operator gave. */
    private static byte[] encoded(String text, Charset charset) {
        if (charset.canEncode()) {
            try {
                ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(text));
                byte[] body = new byte[bytes.remaining()];
                bytes.get(body);
                return body;
            } catch (CharacterCodingException e) {
                // Said below.
            }
        }
        throw invalid("The 'body' cannot be written in the charset " + charset.name()
                + ". Name another one in 'contentType', like charset=UTF-8.");
    }

    private static @Nullable MediaType type(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            MediaType type = MediaType.parseMediaType(text);
            if (type.isConcrete() && VALUE.matcher(type.toString()).matches()) {
                return type;
            }
        } catch (InvalidMediaTypeException e) {
            // Said below.
        }
        throw invalid("The 'contentType' is no media type, like application/json or text/plain;charset=UTF-8.");
    }

    private RecordedResponse.Header header(String line) {
        int colon = line.indexOf(':');
        String name = colon < 0 ? "" : line.substring(0, colon).strip();
        String value = line.substring(colon + 1).strip();
        if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw invalid("Each line of 'headers' reads 'Name: value', in printable ASCII.");
        }
        if (name.equalsIgnoreCase("Content-Type")) {
            throw invalid("The type of the body is given as 'contentType', not among 'headers'.");
        }
        if (!replayable.contains(name) || name.equalsIgnoreCase("Content-Encoding")) {
            throw invalid("The header " + name + " belongs to the single exchange and is not recorded. Leave it out.");
        }
        return new RecordedResponse.Header(name, value);
    }

    private static OperatorException invalid(String message) {
        return new OperatorException(OperatorException.Reason.INVALID, message);
    }
}
