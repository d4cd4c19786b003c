package io.github.idempotency.store.memory;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.Owner;
import io.github.idempotency.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.kotlinx.lincheck.LinChecker;
import org.jetbrains.kotlinx.lincheck.annotations.Operation;
import org.jetbrains.kotlinx.lincheck.annotations.Param;
import org.jetbrains.kotlinx.lincheck.paramgen.IntGen;
import org.jetbrains.kotlinx.lincheck.paramgen.ThreadIdGen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** A store refuses for want of room only while there was none, also while expired records are being removed. */
@EnabledForJreRange(max = JRE.JAVA_21, disabledReason = "Lincheck 2.39 was made for Java 21 at most")
class FullStoreLinearizabilityTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void aPlaceThatWasFreeAllTheTimeIsFound() {
        LinChecker.check(
                FullStoreCalls.class,
                StoreLinearizabilityTests.interleaved()
                        .iterations(30)
                        .invocationsPerIteration(60)
                        .actorsAfter(0)
                        .sequentialSpecification(OneRecord.class));
    }

    /** Room for one record, which is soon taken by one that has expired. */
    @Param(name = "caller", gen = ThreadIdGen.class)
    @Param(name = "key", gen = IntGen.class, conf = "1:2")
    public static class FullStoreCalls {

        private final AtomicLong nanos = new AtomicLong();
        private final Records records = new Records(new Room(1, 1), new Ticker(nanos::get));
        private final Lease[][] leases = new Lease[StoreCalls.CALLERS][3];

        @Operation
        public String claim(@Param(name = "caller") int caller, @Param(name = "key") int key) {
            try {
                Claim claim = records.claim(request(caller, key));
                if (claim instanceof Claim.Granted granted) {
                    leases[caller][key] = granted.lease();
                    return "granted";
                }
                return "held";
            } catch (StoreUnavailableException e) {
                return "full";
            }
        }

        @Operation
        public boolean release(@Param(name = "caller") int caller, @Param(name = "key") int key) {
            return leases[caller][key] != null && records.release(leases[caller][key]);
        }

        @Operation
        public void pass(@Param(name = "caller") int caller) {
            if (StoreCalls.mayMoveTime(caller)) {
                nanos.addAndGet(SECOND.toNanos());
            }
        }

        private static ClaimRequest request(int caller, int key) {
            byte[] bytes = new byte[IdempotencyKey.LENGTH];
            bytes[0] = (byte) key;
            return new ClaimRequest(
                    IdempotencyKey.fromBytes(bytes),
                    new Owner(caller, 0),
                    Fingerprint.NONE,
                    "test",
                    SECOND,
                    SECOND,
                    true);
        }
    }

    /** What room for one record has to do. */
    public static class OneRecord {

        private int holder = -1;
        private int held = -1;

        public String claim(int caller, int key) {
            if (held >= 0 && held != key) {
                return "full";
            }
            if (held == key && holder != caller) {
                return "held";
            }
            holder = caller;
            held = key;
            return "granted";
        }

        public boolean release(int caller, int key) {
            boolean theirs = held == key && holder == caller;
            if (theirs) {
                held = -1;
            }
            return theirs;
        }

        public void pass(int caller) {
            held = StoreCalls.mayMoveTime(caller) ? -1 : held;
        }
    }
}
