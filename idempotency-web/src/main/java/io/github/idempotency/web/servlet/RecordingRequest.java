package io.github.idempotency.web.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * Digests the body while it is read, and keeps what had to be read ahead readable: as a stream, through a reader, and for
 * forms as parameters. Not thread-safe, like any request.
 */
final class RecordingRequest extends HttpServletRequestWrapper {

    private final long maxBytes;
    private final boolean keepJson;
    private @Nullable DigestingInputStream stream;
    private @Nullable BufferedReader reader;
    private @Nullable Map<String, String[]> formParameters;

    /** @param keepJson whether the bytes of a JSON body are needed, not just their digest */
    RecordingRequest(HttpServletRequest request, long maxBytes, boolean keepJson) {
        super(request);
        this.maxBytes = maxBytes;
        this.keepJson = keepJson;
    }

    /** The body's stream, or {@code null} if nobody has asked for it. */
    @Nullable
    DigestingInputStream streamIfOpened() {
        return stream;
    }

    DigestingInputStream stream() throws IOException {
        if (stream == null) {
            stream = new DigestingInputStream(super.getInputStream(), maxBytes, isForm() || (keepJson && isJson()));
        }
        return stream;
    }

    /** Takes over the parameters of a form whose body was read as a stream, because the container no longer can. */
    void parameters(Map<String, String[]> parameters) {
        formParameters = parameters;
    }

    boolean isForm() {
        return contentTypeIs(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }

    boolean isMultipart() {
        return contentTypeIs("multipart/");
    }

    boolean isJson() {
        String type = getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).contains("json");
    }

    Charset charset() {
        String encoding = getCharacterEncoding();
        try {
            return encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
        } catch (IllegalArgumentException e) {
            // Clients may say anything, and containers read such a form in their own encoding.
            return StandardCharsets.UTF_8;
        }
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return stream();
    }

    @Override
    public BufferedReader getReader() throws IOException {
        if (reader == null) {
            reader = new BufferedReader(new InputStreamReader(stream(), readersCharset()));
        }
        return reader;
    }

    /** An unknown one fails as it does in the container's own reader. */
    private Charset readersCharset() throws UnsupportedEncodingException {
        String encoding = getCharacterEncoding();
        try {
            return encoding == null ? StandardCharsets.ISO_8859_1 : Charset.forName(encoding);
        } catch (IllegalArgumentException e) {
            UnsupportedEncodingException unknown = new UnsupportedEncodingException(encoding);
            unknown.initCause(e);
            throw unknown;
        }
    }

    @Override
    public @Nullable String getParameter(String name) {
        if (formParameters == null) {
            return super.getParameter(name);
        }
        String[] values = formParameters.get(name);
        return values == null || values.length == 0 ? null : values[0];
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return formParameters == null ? super.getParameterMap() : Collections.unmodifiableMap(formParameters);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return formParameters == null ? super.getParameterNames() : Collections.enumeration(formParameters.keySet());
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        if (formParameters == null) {
            return super.getParameterValues(name);
        }
        String[] values = formParameters.get(name);
        return values == null ? null : values.clone();
    }

    @Override
    public @Nullable RequestDispatcher getRequestDispatcher(String path) {
        RequestDispatcher dispatcher = super.getRequestDispatcher(path);
        HttpExchange exchange = HttpExchange.of(this);
        // The handler it leads to may be the first protected one.
        return dispatcher != null && exchange != null ? new RecordingDispatcher(dispatcher) : dispatcher;
    }

    /** The response that records stays the one that is written to, once there is something to record. */
    @Override
    public AsyncContext startAsync() {
        HttpExchange exchange = HttpExchange.of(this);
        requireNoTransaction(exchange);
        return exchange != null && exchange.open()
                ? startAsync(this, exchange.response())
                : new RecordingAsyncContext(super.startAsync(), this);
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        HttpExchange exchange = HttpExchange.of(this);
        requireNoTransaction(exchange);
        AsyncContext context = super.startAsync(request, response);
        if (exchange != null && exchange.open()) {
            context.addListener(new AsyncEndListener(exchange));
        }
        return new RecordingAsyncContext(context, this);
    }

    /** Mocks answer {@code null} where containers throw, and their users' tests count on it. */
    @Override
    public @Nullable AsyncContext getAsyncContext() {
        AsyncContext context = super.getAsyncContext();
        return context == null ? null : new RecordingAsyncContext(context, this);
    }

    private static void requireNoTransaction(@Nullable HttpExchange exchange) {
        TransactionSettlement transaction = exchange == null ? null : exchange.transaction();
        if (transaction != null && transaction.isOpen()) {
            throw transaction.refuseAsync();
        }
    }

    private boolean contentTypeIs(String prefix) {
        String type = getContentType();
        return type != null && type.regionMatches(true, 0, prefix, 0, prefix.length());
    }
}
