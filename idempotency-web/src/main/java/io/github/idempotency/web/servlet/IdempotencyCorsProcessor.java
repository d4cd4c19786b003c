package io.github.idempotency.web.servlet;

import io.github.idempotency.web.http.WebSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsProcessor;

/**
 * Lets browsers of the origins an application allows send keys and read what tells replays apart. Adds nothing where CORS
 * is not configured.
 */
public final class IdempotencyCorsProcessor implements CorsProcessor {

    private final CorsProcessor delegate;
    private final List<String> allowed = new ArrayList<>();
    private final List<String> exposed;

    /** @param delegate decides, as it did before */
    public IdempotencyCorsProcessor(WebSettings settings, CorsProcessor delegate) {
        this.delegate = delegate;
        allowed.add(settings.header());
        allowed.addAll(settings.headerAliases());
        exposed = List.of(settings.replayHeader(), HttpHeaders.RETRY_AFTER, HttpHeaders.LINK);
    }

    @Override
    public boolean processRequest(
            @Nullable CorsConfiguration configuration, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        return delegate.processRequest(configuration == null ? null : extended(configuration), request, response);
    }

    private CorsConfiguration extended(CorsConfiguration original) {
        CorsConfiguration extended = new CorsConfiguration(original);
        extended.setAllowedHeaders(joined(original.getAllowedHeaders(), allowed));
        extended.setExposedHeaders(joined(original.getExposedHeaders(), exposed));
        return extended;
    }

    private static List<String> joined(@Nullable List<String> own, List<String> further) {
        List<String> joined = own == null ? new ArrayList<>() : new ArrayList<>(own);
        if (!joined.contains(CorsConfiguration.ALL)) {
            joined.addAll(further);
        }
        return joined;
    }
}
