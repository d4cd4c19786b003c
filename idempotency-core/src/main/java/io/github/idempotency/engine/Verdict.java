package io.github.idempotency.engine;

import io.github.idempotency.Outcome;
import io.github.idempotency.Rejection;
import io.github.idempotency.store.Claim;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the {@link Arbiter} wants done about a claim. */
sealed interface Verdict {

    /** Run the user's code. */
    record Execute(Claim.Granted granted) implements Verdict {}

    /** Answer with what was recorded. */
    record Replay(Outcome outcome) implements Verdict {}

    /** Claim again after a pause, at most this long from now. */
    record Wait(Duration atMost) implements Verdict {}

    /** Refuse until an operator has decided. */
    record Hold() implements Verdict {}

    /** Refuse. */
    record Reject(Rejection why, @Nullable Duration retryAfter) implements Verdict {}
}
