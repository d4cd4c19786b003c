package io.github.idempotency.systemtests.ledger;

import io.github.idempotency.TransactionMode;
import io.github.idempotency.spring.Idempotent;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Handlers that make further protected calls. */
@RestController
@RequestMapping("/nested")
class NestedEntryController {

    /** Protected by keys of their own. */
    @Service
    static class Charges {

        private final Ledger ledger;

        Charges(Ledger ledger) {
            this.ledger = ledger;
        }

        @Idempotent(key = "#order", operation = "joined-charge", transaction = TransactionMode.SAME)
        public int joined(String order) {
            return ledger.write(order);
        }

        @Idempotent(key = "#order", operation = "separate-charge", transaction = TransactionMode.SEPARATE)
        public int separate(String order) {
            return ledger.write(order);
        }
    }

    private final Charges charges;

    NestedEntryController(Charges charges) {
        this.charges = charges;
    }

    @PostMapping("/joined/{order}/{how}")
    @Idempotent(transaction = TransactionMode.SAME)
    public String joined(@PathVariable String order, @PathVariable String how) {
        return end(charges.joined(order), how);
    }

    @PostMapping("/separate/{order}/{how}")
    @Idempotent(transaction = TransactionMode.SAME)
    public String separate(@PathVariable String order, @PathVariable String how) {
        return end(charges.separate(order), how);
    }

    private static String end(int run, String how) {
        if (how.equals("failing")) {
            throw new LedgerAdvice.RefusedException("run " + run);
        }
        return "run " + run;
    }
}
