package io.github.idempotency.systemtests.ledger;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Hears of entries once they are certain. */
@Component
class Audit {

    static final String GATE = "audit";

    private final Gate gate;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    Audit(Gate gate) {
        this.gate = gate;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void written(Ledger.Written event) {
        heard.add(event.name());
        gate.pass(GATE);
    }

    long heardOf(String name) {
        return heard.stream().filter(name::equals).count();
    }
}
