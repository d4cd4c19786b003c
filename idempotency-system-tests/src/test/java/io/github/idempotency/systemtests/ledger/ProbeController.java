package io.github.idempotency.systemtests.ledger;

import io.github.idempotency.engine.Execution;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What earlier requests have left on the thread of this one. */
@RestController
class ProbeController {

    static final String CLEAN = "clean";

    @GetMapping("/probe")
    String probe() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return "a transaction";
        }
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            return "synchronizations";
        }
        boolean others = TransactionSynchronizationManager.getResourceMap().keySet().stream()
                .anyMatch(key -> !(key instanceof EntityManagerFactory));
        if (others) {
            return "resources";
        }
        return Execution.current() == null ? CLEAN : "a call";
    }
}
