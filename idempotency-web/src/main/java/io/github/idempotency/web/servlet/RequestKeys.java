package io.github.idempotency.web.servlet;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.web.http.KeyParser;
import io.github.idempotency.web.http.KeyScope;
import io.github.idempotency.web.http.WebSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a client's key and gives it the scope it is unique within. */
final class RequestKeys {

    private final WebSettings settings;
    private final KeyParser parser;
    private final PrincipalResolver principals;
    private final List<ScopeResolver> scopes;

    RequestKeys(WebSettings settings, PrincipalResolver principals, List<ScopeResolver> scopes) {
        this.settings = settings;
        this.parser = new KeyParser(settings.keyRules());
        this.principals = principals;
        this.scopes = List.copyOf(scopes);
    }

    /** The key in the header, or under one of its aliases; two names may only carry the same key. */
    KeyParser.Result read(HttpServletRequest request) {
        KeyParser.Result found = read(request, settings.header());
        for (String alias : settings.headerAliases()) {
            KeyParser.Result other = read(request, alias);
            if (found.mistake() != null) {
                return found;
            }
            if (found.key() == null || other.mistake() != null) {
                found = other;
            } else if (other.key() != null && !other.key().equals(found.key())) {
                return new KeyParser.Result(
                        null, "the headers " + settings.header() + " and " + alias + " carry different keys");
            }
        }
        return found;
    }

    /** @param chosen whether an expression of the operation has chosen the key, so that it means nothing to others */
    IdempotencyKey scoped(
            List<String> key, boolean chosen, String namespace, String operation, HttpServletRequest request) {
        String principal = principals.resolve(request);
        List<@Nullable String> values = new ArrayList<>();
        scopes.forEach(scope -> values.add(scope.resolve(request)));
        return scoped(key, chosen, namespace, operation, principal, values);
    }

    /** How many scopes there are besides the principal. */
    int scopes() {
        return scopes.size();
    }

    /** @param values the value of every scope in order, {@code null} where it is none */
    IdempotencyKey scoped(
            List<String> key,
            boolean chosen,
            String namespace,
            String operation,
            String principal,
            List<@Nullable String> values) {
        List<String> parts = new ArrayList<>();
        parts.add("http");
        parts.add(namespace);
        parts.add(principal);
        for (String value : values) {
            parts.add(value == null ? "-" : "+" + value);
        }
        parts.add(chosen ? "expr" : "header");
        parts.add(chosen || settings.keyScope() == KeyScope.OPERATION ? operation : "");
        parts.addAll(key);
        return IdempotencyKey.of(parts.toArray(String[]::new));
    }

    private KeyParser.Result read(HttpServletRequest request, String header) {
        return parser.parse(Collections.list(request.getHeaders(header)));
    }
}
