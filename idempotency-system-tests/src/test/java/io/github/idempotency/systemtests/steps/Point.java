package io.github.idempotency.systemtests.steps;

/** Where an order can be interrupted, in the order in which it gets there. */
enum Point {
    BEFORE_RESERVE,
    IN_RESERVE,
    RESERVED,
    BEFORE_DEBIT,
    IN_DEBIT,
    DEBITED,
    BEFORE_SHIP,
    IN_SHIP,
    SHIPPED,
    AFTER_SHIP;

    /** The step an interruption here makes run again, or an empty text between steps. */
    String step() {
        return switch (this) {
            case IN_RESERVE, RESERVED -> "reserve";
            case IN_DEBIT, DEBITED -> "debit";
            case IN_SHIP, SHIPPED -> "ship";
            default -> "";
        };
    }
}
