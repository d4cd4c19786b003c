package io.github.idempotency.systemtests.operator;

import io.github.idempotency.WhenFails;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import java.math.BigDecimal;
import org.springframework.stereotype.Service;

@Service
class ReceiptService {

    private final DeskApplication.Trouble trouble;
    private final IdempotencyTemplate template;

    ReceiptService(DeskApplication.Trouble trouble, IdempotencyTemplate template) {
        this.trouble = trouble;
        this.template = template.withOperation("note").withPolicy(policy -> policy.withWhenFails(WhenFails.HOLD));
    }

    @Idempotent(operation = "issue-receipt", key = "{#shop, #order}", whenFails = WhenFails.HOLD, retention = "7d")
    Receipt issue(String shop, String order) {
        trouble.run(order);
        return new Receipt("R-" + order, new BigDecimal("49.90"));
    }

    String note(String order) {
        return template.execute("note:" + order, String.class, () -> {
            template.step("write", () -> trouble.run("write " + order));
            trouble.run(order);
            return "noted " + order;
        });
    }
}
