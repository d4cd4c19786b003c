package io.github.idempotency.systemtests.http;

import io.github.idempotency.web.servlet.ProblemRenderer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Refusals as this shop shows its errors. */
@TestConfiguration(proxyBeanMethods = false)
class ProblemLooks {

    /** Leaves flushing to the container, as it may. */
    @Bean
    ProblemRenderer shopProblems() {
        return (problem, request, response) -> {
            response.setStatus(problem.status());
            response.setContentType("text/xml;charset=UTF-8");
            response.setHeader("X-Problem", problem.code());
            response.getWriter()
                    .append("<sorry retryable=\"" + problem.retryable() + "\">" + problem.title() + "</sorry>");
        };
    }
}
