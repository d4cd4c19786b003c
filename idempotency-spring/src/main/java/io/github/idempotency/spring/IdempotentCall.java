package io.github.idempotency.spring;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.engine.Execution;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * The protected call the current thread is executing, as its own code sees it.
 *
 * <p>Bound to the thread that entered the protected method. Code that hands its work to another thread fetches it before.
 * Inside a step of the template it is the step, with a key and attempts of its own. Thread-safe.
 */
public final class IdempotentCall {

    private static final long VERSION_BITS = 0xF000L;
    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT_BITS = 0xC000_0000_0000_0000L;
    private static final long VARIANT_RFC = 0x8000_0000_0000_0000L;

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

    /**
     * An idempotency key to hand on to services this call uses. It is the same in every attempt of this call and another one
     * in any other call, so a service that takes keys does its work once however often this call is executed. A call that
     * uses several services, or one service several times, takes it inside of a step for each.
     *
     * <p>The text is a UUID of version 8 (RFC 9562, section 5.8), made from a digest: neither the client's key nor that of
     * the record can be told from it.
     */
    public String downstreamKey() {
        ByteBuffer digest = ByteBuffer.wrap(
                IdempotencyKey.of("downstream", execution.key().hex()).bytes());
        long high = (digest.getLong() & ~VERSION_BITS) | VERSION_8;
        long low = (digest.getLong() & ~VARIANT_BITS) | VARIANT_RFC;
        return new UUID(high, low).toString();
    }

    /** 1 for the first run of this key; more if earlier owners vanished, so parts of the work may have been done. */
    public int attempt() {
        return execution.attempt();
    }

    /**
     * Whether an owner of this key vanished before this one: its process crashed, froze or lost the store for longer than
     * its lease, and it may have done any part of the work, or still be at it. A failure is no vanishing: it ends the
     * attempt, and the next one is the first again. With {@code transaction = SAME} this is {@code false}, because a
     * vanished owner's work is undone together with its claim and leaves no trace.
     */
    public boolean earlierOwnerVanished() {
        return attempt() > 1;
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
