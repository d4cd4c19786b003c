package io.github.idempotency.store.redis;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.StoreUnavailableException;
import java.time.Duration;

/**
 * Claims and completions that count only when replicas have them, so that none is lost with the primary.
 *
 * <p>Where they do not get it in time, nobody knows which server will be the primary next and what it will know. A claim is
 * then taken back and has failed, so nothing is executed under it. A completion has failed, too, and stays where it
 * is; its owner repeats it, which writes it again.
 *
 * <p>What is only read is not waited for: nothing is executed because of it, and a recorded answer should be had also
 * while replicas are away.
 */
final class ReplicatedWrites {

    private static final Duration AT_ONCE = Duration.ofMillis(1);

    /** Tells a completion to write even what is recorded already: what is not written, {@code WAIT} does not count. */
    private static final byte[] WRITE_AGAIN = Timing.ascii(1);

    private final ScriptRunner scripts;
    private final ReplicaWait wait;

    ReplicatedWrites(ScriptRunner scripts, ReplicaWait wait) {
        this.scripts = scripts;
        this.wait = wait;
    }

    Claim claim(ClaimRequest request, byte[] redisKey, byte[]... arguments) {
        Acknowledged answer = scripts.runAcknowledged(Script.CLAIM, redisKey, arguments);
        Claim claim = Answers.claim(Reply.of(request.key(), answer.reply()), request);
        if (!answer.safe() && claim instanceof Claim.Granted granted) {
            takeBack(granted, redisKey);
            throw Failures.notReplicated(Script.CLAIM, wait);
        }
        return claim;
    }

    boolean complete(IdempotencyKey key, byte[] redisKey, byte[]... arguments) {
        byte[][] all = new byte[arguments.length + 1][];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = WRITE_AGAIN;
        Acknowledged answer = scripts.runAcknowledged(Script.COMPLETE, redisKey, all);
        boolean recorded = Reply.of(key, answer.reply()).yes();
        if (recorded && !answer.safe()) {
            throw Failures.notReplicated(Script.COMPLETE, wait);
        }
        return recorded;
    }

    private void takeBack(Claim.Granted granted, byte[] redisKey) {
        byte[] owner = granted.lease().owner().bytes();
        byte[] token = Timing.ascii(granted.lease().token());
        try {
            if (granted.attempt() > 1) {
                // It took over from an owner that vanished, and that must not be forgotten.
                scripts.run(Script.RENEW, redisKey, owner, token, Timing.millis(AT_ONCE));
            } else {
                scripts.run(Script.RELEASE, redisKey, owner, token);
            }
        } catch (StoreUnavailableException e) {
            // Then the lease ends it.
        }
    }
}
