package io.github.idempotency.faults.history;

import io.github.idempotency.faults.history.Violation.Kind;
import java.util.List;
import java.util.function.Consumer;

/** The answers of a key fit an order in which it has one owner at a time. */
final class OrderCheck {

    private OrderCheck() {}

    /** @return whether it could be decided */
    static boolean check(Evidence key, Consumer<Violation> found) {
        Losses losses =
                new Losses(key.outages(), key.repeats(), key.rules().grace().toNanos());
        Linearization.Result result = new Linearization(key.calls(), losses).search();
        Call misfit = result.misfit();
        if (misfit != null) {
            found.accept(key.violation(
                    Kind.NOT_LINEARIZABLE,
                    "no order of claims, releases and outcomes in which the key has one owner at a time explains all"
                            + " answers up to the marked one",
                    List.of(misfit)));
        }
        return result.decided();
    }
}
