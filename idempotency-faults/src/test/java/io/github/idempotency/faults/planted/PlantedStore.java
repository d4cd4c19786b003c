package io.github.idempotency.faults.planted;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.StoreTraits;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The real store, with a bug on top; without one it is just the real store. */
final class PlantedStore implements IdempotencyStore {

    private final InMemoryIdempotencyStore real = new InMemoryIdempotencyStore(10_000, 10_000_000, 10_000);
    private final Map<IdempotencyKey, Lease> latest = new ConcurrentHashMap<>();
    private final CyclicBarrier bothHaveRead = new CyclicBarrier(2);
    private final @Nullable Plant plant;

    PlantedStore(@Nullable Plant plant) {
        this.plant = plant;
    }

    @Override
    public Claim claim(ClaimRequest request) {
        Claim claim = plant == Plant.CLAIM_BY_READ_THEN_WRITE
                        && real.find(request.key()).isEmpty()
                ? overwrite(request)
                : real.claim(request);
        if (claim instanceof Claim.Granted granted) {
            latest.put(request.key(), granted.lease());
        }
        return claim;
    }

    @Override
    public boolean renew(Lease lease, Duration extension) {
        return real.renew(unfenced(lease), extension);
    }

    @Override
    public boolean complete(Lease lease, Outcome outcome, Duration retention) {
        return real.complete(unfenced(lease), outcome, retention);
    }

    @Override
    public boolean release(Lease lease) {
        return real.release(plant == Plant.RELEASE_WITHOUT_OWNER ? latest(lease) : unfenced(lease));
    }

    @Override
    public StoreTraits traits() {
        return real.traits();
    }

    private Lease unfenced(Lease lease) {
        return plant == Plant.NO_FENCING ? latest(lease) : lease;
    }

    /** The claim as it stands, whoever asks. */
    private Lease latest(Lease lease) {
        return latest.getOrDefault(lease.key(), lease);
    }

    /** Nothing was there when it looked. */
    private Claim overwrite(ClaimRequest request) {
        waitForAnotherReader();
        synchronized (bothHaveRead) {
            real.delete(request.key());
            return real.claim(request);
        }
    }

    private void waitForAnotherReader() {
        try {
            bothHaveRead.await(20, TimeUnit.SECONDS);
        } catch (BrokenBarrierException | TimeoutException e) {
            // It came alone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
