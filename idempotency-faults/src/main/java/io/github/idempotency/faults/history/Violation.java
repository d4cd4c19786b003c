package io.github.idempotency.faults.history;

/**
 * One promise that was broken.
 *
 * @param kind which
 * @param key for what
 * @param firstNanos when the first call with this key was sent
 * @param lastNanos when the last call with this key ended
 * @param explanation what is wrong, and below it the calls, effects and outages that show it, in order of time
 */
public record Violation(Kind kind, CallKey key, long firstNanos, long lastNanos, String explanation) {

    /** The promises, by how they are broken. */
    public enum Kind {
        /** More was done than {@link Repeats} allows. */
        TWO_EFFECTS,
        /** A client was told of success, and nothing was done. */
        SUCCESS_WITHOUT_EFFECT,
        /** Something was done for a key whose calls were all refused, and told that nothing was. */
        EFFECT_WITHOUT_EXECUTION,
        /** Two clients with the same key were told different things. */
        ANSWERS_DIFFER,
        /** A client was told what belongs to another key or caller. */
        FOREIGN_ANSWER,
        /** A key was said to be in progress although nobody can have been at it any more. */
        STUCK,
        /** Everything was whole again, and a key still got no final answer. */
        UNANSWERED,
        /** The answers fit no order in which a key is claimed by one owner at a time, and settled or released. */
        NOT_LINEARIZABLE
    }

    @Override
    public String toString() {
        return kind + " " + key + ": " + explanation;
    }
}
