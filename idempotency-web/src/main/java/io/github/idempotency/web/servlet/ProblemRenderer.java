package io.github.idempotency.web.servlet;

import io.github.idempotency.web.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes refusals; define a bean of this type to give them the look of your other errors. Thread-safe. */
@FunctionalInterface
public interface ProblemRenderer {

    /** Writes the whole response, status and headers included. */
    void render(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException;
}
