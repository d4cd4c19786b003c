package io.github.idempotency.systemtests.transactions;

import io.github.idempotency.spring.event.IdempotencyEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** While it is on duty it listens, and does what a test wants it to do in a transaction, joining one that is there. */
@Component
class Pager {

    private final TransactionTemplate transaction;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private volatile @Nullable Consumer<IdempotencyEvent> duty;

    Pager(PlatformTransactionManager manager) {
        this.transaction = new TransactionTemplate(manager);
    }

    @EventListener
    void on(IdempotencyEvent event) {
        Consumer<IdempotencyEvent> now = duty;
        if (now != null) {
            heard.add(event.getClass().getSimpleName());
            transaction.executeWithoutResult(status -> now.accept(event));
        }
    }

    void does(Consumer<IdempotencyEvent> what) {
        duty = what;
    }

    void rests() {
        duty = null;
        heard.clear();
    }

    List<String> heard() {
        return heard;
    }
}
