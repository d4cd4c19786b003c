package io.github.idempotency.faults.history;

/** What a call can have to do with its key, as far as its answer tells. */
enum Role {
    /** Executed, and told of it. */
    EXECUTED,
    /** Was told what is recorded. */
    REPLAYED,
    /** Was told that somebody else has a claim. */
    SAW_A_CLAIM,
    /** Was told that the owner of the claim is gone. */
    SAW_A_LOST_CLAIM,
    /** Was told something that can only be known of a key in use. */
    SAW_A_RECORD,
    /** May have executed at any time since it was sent, or never. */
    MAY_EXECUTE,
    /** May have claimed the key at any time since it was sent without executing, or never. */
    MAY_CLAIM,
    /** Had nothing to do with it. */
    NOTHING;

    static Role of(Answer answer) {
        if (answer instanceof Answer.Success success) {
            return success.replayed() ? REPLAYED : EXECUTED;
        }
        if (!(answer instanceof Answer.Refused refused)) {
            return MAY_EXECUTE;
        }
        if (refused.inProgress()) {
            return SAW_A_CLAIM;
        }
        if (refused.held()) {
            return SAW_A_LOST_CLAIM;
        }
        if (refused.reused() || refused.notRecorded()) {
            return SAW_A_RECORD;
        }
        if (refused.withoutStore()) {
            return MAY_CLAIM;
        }
        return refused.beforeTheClaim() ? NOTHING : MAY_EXECUTE;
    }

    static Role of(Call call) {
        return of(call.answer());
    }

    /** Whether such a call can be why others are told that the key is in progress. */
    boolean canHold() {
        return this == EXECUTED || this == MAY_EXECUTE || this == MAY_CLAIM;
    }

    boolean canExecute() {
        return this == EXECUTED || this == MAY_EXECUTE;
    }
}
