package io.github.idempotency.web.servlet;

import io.github.idempotency.web.http.Problem;
import io.github.idempotency.web.http.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;

/** Writes refusals as {@code application/problem+json} (RFC 9457), with a link to the documentation. */
public final class ProblemDocumentRenderer implements ProblemRenderer {

    private final Problems problems;

    public ProblemDocumentRenderer(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void render(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = problem.json().getBytes(StandardCharsets.UTF_8);
        response.setStatus(problem.status());
        response.setHeader(HttpHeaders.CONTENT_LANGUAGE, "en");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.addHeader(
                HttpHeaders.LINK, "<" + problems.documentationUrl() + ">; rel=\"describedby\"; type=\"text/html\"");
        String retryAfter = problem.retryAfterSeconds();
        if (retryAfter != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        response.setContentType(Problem.MEDIA_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
