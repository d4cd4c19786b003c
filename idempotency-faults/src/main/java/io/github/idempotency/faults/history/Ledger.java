package io.github.idempotency.faults.history;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds effects by their number. Built only when somebody asks, because all is well if nobody does. */
final class Ledger {

    private final History history;
    private @Nullable Map<String, CallKey> keys;

    Ledger(History history) {
        this.history = history;
    }

    /** For which key it was done, or {@code null} if it was not. */
    @Nullable
    CallKey keyOf(String effect) {
        Map<String, CallKey> index = keys;
        if (index == null) {
            index = new HashMap<>();
            for (KeyHistory each : history.each()) {
                for (Effect done : each.effects()) {
                    index.put(done.effect(), each.key());
                }
            }
            keys = index;
        }
        return index.get(effect);
    }
}
