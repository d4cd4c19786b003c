package io.github.idempotency.systemtests.http;

import io.github.idempotency.spring.Idempotent;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A mistake, made only where a test asks for it. */
@RestController
@ConditionalOnProperty("shop.with-protected-get")
class SafeOnlyController {

    @GetMapping("/safe-only")
    @Idempotent
    String read() {
        return "read";
    }
}
