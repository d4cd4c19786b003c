package io.github.idempotency.systemtests.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** A filter that names no order and changes every answer: puts it in an envelope and compresses that. */
@Component
@ConditionalOnBooleanProperty("shop.envelope")
class EnvelopeFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper caught = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, caught);
        ByteArrayOutputStream envelope = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(envelope)) {
            zip.write("[".getBytes(StandardCharsets.UTF_8));
            zip.write(caught.getContentAsByteArray());
            zip.write("]".getBytes(StandardCharsets.UTF_8));
        }
        response.setHeader("Content-Encoding", "gzip");
        response.setContentLength(envelope.size());
        response.getOutputStream().write(envelope.toByteArray());
    }
}
