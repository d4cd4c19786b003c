package io.github.idempotency.systemtests.http;

import io.github.idempotency.spring.Idempotent;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Leaves the rendering of its errors to the container. */
@RestController
class ContainerErrorController {

    static final class BrokenException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Runs runs;

    ContainerErrorController(Runs runs) {
        this.runs = runs;
    }

    @PostMapping("/container-error/thrown")
    @Idempotent
    String thrown() {
        runs.add("thrown");
        throw new BrokenException();
    }

    @PostMapping("/container-error/later")
    @Idempotent
    Callable<String> later() {
        return () -> {
            runs.add("later");
            throw new ResponseStatusException(HttpStatus.UNPROCESSABLE_CONTENT);
        };
    }

    @PostMapping("/container-error/sent")
    @Idempotent
    void sent(HttpServletResponse response) throws IOException {
        runs.add("sent");
        response.sendError(422, "no such tea");
    }
}
