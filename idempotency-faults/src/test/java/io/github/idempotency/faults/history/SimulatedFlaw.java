package io.github.idempotency.faults.history;

import io.github.idempotency.faults.history.Violation.Kind;
import java.util.Set;

/** What a simulated service can do wrong, and how that shows. */
enum SimulatedFlaw {
    NO_FENCING(Kind.ANSWERS_DIFFER, Kind.NOT_LINEARIZABLE),
    READS_THEN_WRITES_CLAIMS(Kind.TWO_EFFECTS, Kind.NOT_LINEARIZABLE),
    ANSWERS_BEFORE_IT_COMPLETES(Kind.NOT_LINEARIZABLE),
    RELEASES_WHAT_OTHERS_HAVE(Kind.ANSWERS_DIFFER, Kind.NOT_LINEARIZABLE),
    TAKES_OVER_LIVE_CLAIMS(Kind.TWO_EFFECTS, Kind.NOT_LINEARIZABLE),
    FORGETS_OUTCOMES(Kind.TWO_EFFECTS, Kind.NOT_LINEARIZABLE),
    MIXES_UP_ANSWERS(Kind.FOREIGN_ANSWER, Kind.ANSWERS_DIFFER),
    ANSWERS_WITHOUT_EXECUTING(Kind.SUCCESS_WITHOUT_EFFECT),
    CLAIMS_NEVER_END(Kind.STUCK);

    @SuppressWarnings("ImmutableEnumChecker") // it is one, its type just does not say so
    private final Set<Kind> shows;

    SimulatedFlaw(Kind... shows) {
        this.shows = Set.of(shows);
    }

    Set<Kind> shows() {
        return shows;
    }
}
