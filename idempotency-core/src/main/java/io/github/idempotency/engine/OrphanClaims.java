package io.github.idempotency.engine;

import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import java.time.Duration;

/**
 * Gives back, in the background, claims the store may have granted to calls that were never told. Left alone such a claim
 * would block its key for a lease, and look like a vanished execution for the retention; that is why it is given back
 * even after its lease.
 */
final class OrphanClaims implements AutoCloseable {

    private static final int MOST = 1_000;
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final StoreGateway gateway;
    private final LateEndings undoing;
    private final long limitNanos;

    OrphanClaims(StoreGateway gateway, EngineSettings settings) {
        this.gateway = gateway;
        this.undoing = new LateEndings("idempotency-undo", MOST, 0, settings.storeTimeout());
        this.limitNanos = Nanos.of(settings.heartbeatLimit());
    }

    /** @param request the claim whose reply did not come */
    void giveBack(ClaimRequest request) {
        // Only ever our own claim: it takes nothing over, and where there is no record it leaves one for a lease at
        // most.
        ClaimRequest again = new ClaimRequest(
                request.key(),
                request.owner(),
                request.fingerprint(),
                request.operation(),
                request.lease(),
                request.lease(),
                false);
        long start = System.nanoTime();
        undoing.add(new LateEndings.Task(
                request.operation(),
                request.key(),
                () -> undo(again),
                () -> System.nanoTime() - start > limitNanos,
                ending -> {},
                null,
                0));
    }

    private Ending undo(ClaimRequest request) {
        // To learn the lease there is only one way: to claim again as the same owner.
        if (gateway.claimOnce(request) instanceof Claim.Granted granted) {
            giveBack(request.operation(), granted);
        }
        return Ending.RELEASED;
    }

    private void giveBack(String operation, Claim.Granted granted) {
        if (granted.attempt() > 1) {
            // It took over from an owner that vanished, and that must not be forgotten.
            gateway.renewOnce(operation, granted.lease(), AT_ONCE);
        } else {
            gateway.releaseOnce(operation, granted.lease());
        }
    }

    /** Tries all that waits, now. Returns whether nothing is left. */
    boolean flush(Duration atMost) {
        return undoing.flush(atMost);
    }

    @Override
    public void close() {
        undoing.close();
    }
}
