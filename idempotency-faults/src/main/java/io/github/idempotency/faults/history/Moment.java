package io.github.idempotency.faults.history;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What may be true at one moment: the record of the key, and how far the calls under way have come. Calls are numbered in
 * the order in which they were sent. Immutable; the sets are not to be changed.
 *
 * @param owner the executing call that has the claim, or one of the constants
 * @param digest of the recorded answer; {@code null} if there is none or it is not known yet
 * @param claimed the executing calls under way that had the claim at some time
 * @param satisfied the calls under way that have been at a moment at which their answer was true
 */
record Moment(int owner, @Nullable String digest, BitSet claimed, BitSet satisfied) {

    /** There is no record. */
    static final int ABSENT = -1;
    /** The claim is with a call of which it is not known what it did. */
    static final int SOMEBODY = -2;
    /** The outcome is recorded. */
    static final int SETTLED = -3;

    static final Moment FIRST = new Moment(ABSENT, null, new BitSet(), new BitSet());

    boolean isClaimed() {
        return owner >= 0 || owner == SOMEBODY;
    }

    Moment withOwner(int next) {
        return new Moment(next, null, claimed, satisfied);
    }

    Moment claimedBy(int call) {
        return new Moment(call, null, with(claimed, call), satisfied);
    }

    Moment settledWith(String answer) {
        return new Moment(SETTLED, answer, claimed, satisfied);
    }

    Moment satisfying(int call) {
        return new Moment(owner, digest, claimed, with(satisfied, call));
    }

    /** The call is over: nothing needs to be known of it any more, but that it may still have the claim. */
    Moment without(int call) {
        return new Moment(owner, digest, cut(claimed, call), cut(satisfied, call));
    }

    private static BitSet with(BitSet set, int bit) {
        BitSet copy = (BitSet) set.clone();
        copy.set(bit);
        return copy;
    }

    private static BitSet cut(BitSet set, int bit) {
        if (!set.get(bit)) {
            return set;
        }
        BitSet copy = (BitSet) set.clone();
        copy.clear(bit);
        return copy;
    }
}
