package io.github.idempotency.spring.operator;

import io.github.idempotency.store.RecordView.State;
import java.util.Locale;

/** Why a record cannot be resolved in the state it is in. */
final class Refusals {

    private Refusals() {}

    static String notWaiting(State state) {
        return "The record is " + name(state) + ", and only held and abandoned ones can be resolved. "
                + (state == State.CLAIMED
                        ? "Its call is being executed: wait until it ends or its lease runs out."
                        : "Its call has an answer, which retries get. To have it executed again, delete the record.");
    }

    static String name(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
