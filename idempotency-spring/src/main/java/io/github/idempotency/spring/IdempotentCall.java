package io.github.idempotency.spring;

import io.github.idempotency.engine.Execution;
import java.time.Duration;
import java.util.Optional;

/**
 * The protected call the current thread is executing, as its own code sees it.
 *
 * <p>Bound to the thread that entered the protected method. Code that hands its work to another thread fetches it before.
 * Thread-safe.
 */
public final class IdempotentCall {

    private final Execution execution;

    private IdempotentCall(Execution execution) {
        this.execution = execution;
    }

    /** The innermost protected call of this thread; empty if there is none or it runs unprotected. */
    public static Optional<IdempotentCall> current() {
        return Optional.ofNullable(Execution.current()).map(IdempotentCall::new);
    }

    /** The operation's name. */
    public String operation() {
        return execution.operation();
    }

    /** The key as logs and messages show it: the beginning of a digest, from which the key itself cannot be told. */
    public String key() {
        return execution.key().toString();
    }

    /** 1 for the first run of this key; more if earlier owners vanished, so parts of the work may have been done. */
    public int attempt() {
        return execution.attempt();
    }

    /** Frees the key at the end instead of recording the answer: a retry executes again. */
    public void doNotRecord() {
        execution.control().doNotRecord();
    }

    /**
     * Keeps this one answer for another time than the operation's retention.
     *
     * @throws IllegalArgumentException if the duration is not positive
     */
    public void retainFor(Duration retention) {
        execution.control().retainFor(retention);
    }
}
