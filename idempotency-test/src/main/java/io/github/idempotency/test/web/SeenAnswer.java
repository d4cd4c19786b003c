package io.github.idempotency.test.web;

import io.github.idempotency.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An HTTP answer as a test sees it, whichever client got it. */
final class SeenAnswer {

    /** What describes an answer; other headers may tell of the one exchange they came with. */
    private static final List<String> COMPARED =
            List.of("Content-Type", "Content-Encoding", "Content-Language", "Content-Disposition", "Location", "ETag");

    private static final Pattern CODE = Pattern.compile("\"code\"\\s*:\\s*\"([a-z-]+)\"");
    private static final int SHOWN = 500;

    private final int status;
    private final Function<String, @Nullable String> headers;
    private final byte[] body;

    SeenAnswer(int status, Function<String, @Nullable String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    void isReplayed(String replayHeader) {
        if (!marked(replayHeader)) {
            throw fails("Expected a replay, marked by the header " + replayHeader + ", but there is none");
        }
    }

    void isExecuted(String replayHeader) {
        if (marked(replayHeader)) {
            throw fails("Expected the call to be executed, but this is a replay");
        }
        String code = refusal();
        if (code != null) {
            throw fails("Expected the call to be executed, but it was refused as " + code);
        }
        if (status < 200 || status >= 400) {
            throw fails(
                    "Expected the call to be executed, but the status " + status + " does not tell whether the handler"
                            + " ran. Where it answers like that itself, assert what happened by"
                            + " assertThatCalls(calls).wereExecuted(1)");
        }
    }

    void isRefused(Rejection why) {
        String code = refusal();
        if (!why.code().equals(code)) {
            throw fails("Expected the call to be refused as " + why.code() + ", but it was "
                    + (code == null ? "not refused" : "refused as " + code));
        }
    }

    void isSameAs(SeenAnswer first) {
        if (status != first.status) {
            throw fails("Expected the status " + first.status + " of the first answer");
        }
        for (String name : COMPARED) {
            String expected = String.valueOf(first.headers.apply(name));
            String found = String.valueOf(headers.apply(name));
            if (!found.equals(expected)) {
                throw fails(
                        "Expected the header " + name + " of the first answer, " + expected + ", but it is " + found);
            }
        }
        int difference = Arrays.mismatch(body, first.body);
        if (difference >= 0) {
            throw fails("Expected the body of the first answer, " + first.body.length + " bytes, but byte " + difference
                    + " differs. The first was:\n" + first.shown());
        }
    }

    private boolean marked(String replayHeader) {
        return "true".equals(headers.apply(replayHeader));
    }

    /** The code of a problem document of the library's, or {@code null} if this is none. */
    private @Nullable String refusal() {
        String type = headers.apply("Content-Type");
        if (type == null || !type.startsWith("application/problem+json")) {
            return null;
        }
        Matcher code = CODE.matcher(text());
        return code.find()
                        && Arrays.stream(Rejection.values())
                                .anyMatch(each -> each.code().equals(code.group(1)))
                ? code.group(1)
                : null;
    }

    private AssertionError fails(String message) {
        return new AssertionError(message + ".\nThe answer was " + shown());
    }

    private String shown() {
        String text = text();
        return status + " " + headers.apply("Content-Type") + "\n"
                + (text.length() > SHOWN ? text.substring(0, SHOWN) + " …" : text);
    }

    private String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
