package io.github.idempotency.systemtests.bare;

import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A first try: every door, and no database, no Redis, no security, no actuator. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({BareApplication.Doors.class, BareApplication.Invoices.class})
class BareApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(BareApplication.class, arguments);
    }

    static class Invoices {

        @Idempotent(key = "#order")
        public String issue(String order) {
            return order + " " + UUID.randomUUID();
        }
    }

    @RestController
    static class Doors {

        private final Invoices invoices;
        private final IdempotencyTemplate template;

        Doors(Invoices invoices, IdempotencyTemplate template) {
            this.invoices = invoices;
            this.template = template;
        }

        @Idempotent
        @PostMapping("/handler")
        public String handler() {
            return UUID.randomUUID().toString();
        }

        @PostMapping("/bean")
        public String bean(@RequestParam("order") String order) {
            return invoices.issue(order);
        }

        @PostMapping("/template")
        public String template(@RequestParam("order") String order) {
            return template.execute(
                    order,
                    String.class,
                    () -> template.step(
                            "charge", String.class, () -> UUID.randomUUID().toString()));
        }
    }
}
