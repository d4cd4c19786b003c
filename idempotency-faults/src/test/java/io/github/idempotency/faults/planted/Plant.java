package io.github.idempotency.faults.planted;

import io.github.idempotency.faults.history.Violation.Kind;
import java.util.Set;

/** The bugs, and how each of them shows. */
enum Plant {
    /** The store takes everything from everybody who ever had the claim. */
    NO_FENCING(Kind.TWO_EFFECTS, Kind.ANSWERS_DIFFER, Kind.NOT_LINEARIZABLE),
    /** The store looks first and then claims, in two steps. */
    CLAIM_BY_READ_THEN_WRITE(Kind.TWO_EFFECTS, Kind.ANSWERS_DIFFER, Kind.NOT_LINEARIZABLE),
    /** The client has its answer before the store has the record. */
    COMPLETION_AFTER_THE_ANSWER(Kind.TWO_EFFECTS, Kind.ANSWERS_DIFFER, Kind.NOT_LINEARIZABLE),
    /** The store lets anybody release. */
    RELEASE_WITHOUT_OWNER(Kind.TWO_EFFECTS, Kind.ANSWERS_DIFFER, Kind.NOT_LINEARIZABLE);

    @SuppressWarnings("ImmutableEnumChecker") // it is one, its type just does not say so
    private final Set<Kind> shows;

    Plant(Kind... shows) {
        this.shows = Set.of(shows);
    }

    Set<Kind> shows() {
        return shows;
    }
}
