package io.github.idempotency.web.servlet;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Rejection;
import io.github.idempotency.engine.EngineRegistry;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.engine.ProtectedCall;
import io.github.idempotency.spring.operation.ArgumentExpression;
import io.github.idempotency.spring.operation.IdempotentOperation;
import io.github.idempotency.spring.operation.KeyParts;
import io.github.idempotency.spring.value.ValueCalls;
import io.github.idempotency.web.http.JsonCanonicalizer;
import io.github.idempotency.web.http.KeyParser;
import io.github.idempotency.web.http.WebSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** Finds key and fingerprint of a request. Thread-safe. */
public final class RequestAdmission {

    private final EngineRegistry engines;
    private final ValueCalls values;
    private final WebSettings settings;
    private final RequestKeys keys;
    private final RequestFingerprint fingerprints;

    /**
     * @param values writes what fingerprint expressions choose
     * @param scopes what keys are unique within, besides the principal
     */
    public RequestAdmission(
            EngineRegistry engines,
            ValueCalls values,
            WebSettings settings,
            PrincipalResolver principals,
            List<ScopeResolver> scopes,
            JsonCanonicalizer canonicalizer) {
        this.engines = engines;
        this.values = values;
        this.settings = settings;
        this.keys = new RequestKeys(settings, principals, scopes);
        this.fingerprints = new RequestFingerprint(settings, canonicalizer);
    }

    RequestKeys keys() {
        return keys;
    }

    WebSettings settings() {
        return settings;
    }

    IdempotencyEngine engine(IdempotentOperation operation) {
        return engines.forStore(operation.store());
    }

    /** @return what to ask the engine about, or {@code null} if the call has no key and needs none */
    @Nullable
    ProtectedCall call(MethodInvocation invocation, IdempotentOperation operation, HttpServletRequest request)
            throws IOException {
        IdempotencyEngine engine = engine(operation);
        String name = HandlerMethods.name(operation, request);
        List<String> key = clientKey(invocation, operation, request, engine, name);
        if (key.isEmpty()) {
            return null;
        }
        IdempotencyKey scoped = keys.scoped(key, operation.key() != null, operation.namespace(), name, request);
        exchange(operation, request).refuseSecond(scoped, operation);
        Fingerprint fingerprint = fingerprint(invocation, operation, request, engine, name);
        return new ProtectedCall(scoped, fingerprint, name, operation.policy());
    }

    HttpExchange exchange(IdempotentOperation operation, HttpServletRequest request) {
        HttpExchange exchange = HttpExchange.of(request);
        if (exchange == null) {
            throw new IllegalStateException("A request to " + operation.describe() + " did not pass the"
                    + " IdempotencyFilter, so its answer cannot be recorded. Register the filter for this path.");
        }
        return exchange;
    }

    private List<String> clientKey(
            MethodInvocation invocation,
            IdempotentOperation operation,
            HttpServletRequest request,
            IdempotencyEngine engine,
            String name) {
        ArgumentExpression expression = operation.key();
        List<String> key;
        if (expression != null) {
            key = KeyParts.of(expression.valueFor(invocation.getThis(), invocation.getArguments()), operation);
        } else {
            KeyParser.Result header = keys.read(request);
            if (header.mistake() != null) {
                throw engine.refuse(
                        name,
                        Rejection.KEY_INVALID,
                        "The header " + settings.header() + " cannot be used: " + header.mistake() + ".");
            }
            key = header.key() == null ? List.of() : List.of(header.key());
        }
        if (key.isEmpty() && operation.required()) {
            throw engine.refuse(
                    name,
                    Rejection.KEY_MISSING,
                    expression == null
                            ? "This operation needs the header " + settings.header()
                                    + " with a value that is unique to this request, for example a UUID. Send the same"
                                    + " value when you repeat the request."
                            : "This operation takes its key from the request, and this request has none.");
        }
        return key;
    }

    private Fingerprint fingerprint(
            MethodInvocation invocation,
            IdempotentOperation operation,
            HttpServletRequest request,
            IdempotencyEngine engine,
            String name)
            throws IOException {
        ArgumentExpression expression = operation.fingerprint();
        byte[] chosen = expression == null
                ? null
                : values.canonical(expression.valueFor(invocation.getThis(), invocation.getArguments()));
        try {
            return fingerprints.of(request, exchange(operation, request).request(), chosen);
        } catch (RequestFingerprint.TooLargeException e) {
            throw engine.refuse(
                    name,
                    Rejection.REQUEST_TOO_LARGE,
                    "The request body is larger than the " + settings.maxRequestBytes()
                            + " bytes that can be protected against repetition. Send less.");
        }
    }
}
