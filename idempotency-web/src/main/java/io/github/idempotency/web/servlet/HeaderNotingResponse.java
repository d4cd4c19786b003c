package io.github.idempotency.web.servlet;

import io.github.idempotency.web.http.RecordedResponse;
import io.github.idempotency.web.http.ReplayableHeaders;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Notes which headers belong to the answer, once it is told to: what was there before others have set. */
abstract class HeaderNotingResponse extends HttpServletResponseWrapper {

    /** With the value {@value #NO_STORE} a handler asks that its answer is not recorded; never sent to the client. */
    private static final String POLICY_HEADER = "Idempotency-Policy";

    private static final String NO_STORE = "no-store";

    private final Map<String, String> answerHeaders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Runnable noStore;
    private boolean noting;
    private boolean locationBefore;
    private final Map<String, List<String>> before = new LinkedHashMap<>();

    /** @param noStore run when the handler asks that its answer is not recorded */
    HeaderNotingResponse(HttpServletResponse response, Runnable noStore) {
        super(response);
        this.noStore = noStore;
    }

    /** Whether the body is kept, so that its length is not known yet. */
    abstract boolean keeping();

    /** Whether nothing gets through any more. */
    abstract boolean sealed();

    void noteFromNowOn() {
        noting = true;
        locationBefore = containsHeader(HttpHeaders.LOCATION);
    }

    /** From now on the headers of the answer can be taken back. */
    void rememberHeaders() {
        for (String name : getHeaderNames()) {
            before.put(name, List.copyOf(getHeaders(name)));
        }
    }

    /** Sets what was there before, after a reset that has taken everything away. */
    void restore() {
        before.forEach((name, values) -> values.forEach(value -> super.addHeader(name, value)));
    }

    /** Goes on where another dispatch of the same request has left off: headers stay those of the answer. */
    void continueFrom(HeaderNotingResponse earlier) {
        answerHeaders.putAll(earlier.answerHeaders);
        locationBefore = earlier.locationBefore;
    }

    /** The headers of the answer as they stand. */
    List<RecordedResponse.Header> headers(ReplayableHeaders replayable) {
        List<RecordedResponse.Header> headers = new ArrayList<>();
        // Containers set it by themselves when they redirect.
        if (containsHeader(HttpHeaders.LOCATION) && !locationBefore) {
            answerHeaders.putIfAbsent(HttpHeaders.LOCATION, HttpHeaders.LOCATION);
        }
        for (String name : answerHeaders.values()) {
            if (replayable.contains(name) && !name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
                getHeaders(name).forEach(value -> headers.add(new RecordedResponse.Header(name, value)));
            }
        }
        String contentType = getContentType();
        if (contentType != null) {
            headers.add(new RecordedResponse.Header(HttpHeaders.CONTENT_TYPE, contentType));
        }
        return headers;
    }

    void forgetHeaders() {
        answerHeaders.clear();
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        if (accept(name, value)) {
            super.setHeader(name, value);
        }
    }

    @Override
    public void addHeader(String name, @Nullable String value) {
        if (accept(name, value)) {
            super.addHeader(name, value);
        }
    }

    @Override
    public void setIntHeader(String name, int value) {
        setHeader(name, Integer.toString(value));
    }

    @Override
    public void addIntHeader(String name, int value) {
        addHeader(name, Integer.toString(value));
    }

    @Override
    public void setDateHeader(String name, long date) {
        if (accept(name, null)) {
            super.setDateHeader(name, date);
        }
    }

    @Override
    public void addDateHeader(String name, long date) {
        if (accept(name, null)) {
            super.addDateHeader(name, date);
        }
    }

    @Override
    public void setLocale(Locale locale) {
        if (sealed()) {
            return;
        }
        super.setLocale(locale);
        if (noting) {
            // Containers need not show the header that a locale becomes.
            setHeader(HttpHeaders.CONTENT_LANGUAGE, locale.toLanguageTag());
        }
    }

    private boolean accept(String name, @Nullable String value) {
        if (sealed()) {
            return false;
        }
        if (name.equalsIgnoreCase(POLICY_HEADER)) {
            if (NO_STORE.equalsIgnoreCase(value)) {
                noStore.run();
            }
            return !noting;
        }
        if (keeping() && name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
            return false;
        }
        if (name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
            setContentType(value);
            return false;
        }
        note(name);
        return true;
    }

    private void note(String name) {
        if (noting) {
            answerHeaders.put(name, name);
        }
    }
}
