package io.github.idempotency.systemtests.http;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/** An unprotected handler that leads to a protected one. */
@Controller
class ForwardingController {

    @PostMapping("/forwarding")
    String forward() {
        return "forward:/chosen/any";
    }
}
