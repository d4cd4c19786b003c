package io.github.idempotency.test;

import io.github.idempotency.store.IdempotencyStore;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/**
 * The contract of a store: inherit it, supply the store, and every invariant of {@link io.github.idempotency.store} is
 * tested against it.
 *
 * <pre>{@code
 * class RedisIdempotencyStoreIT extends IdempotencyStoreContract {
 *     @Override
 *     protected IdempotencyStore store() {
 *         return connected; // made in @BeforeAll, closed in @AfterAll
 *     }
 *
 *     @Override
 *     protected Optional<IdempotencyStore> anotherInstance() {
 *         return Optional.of(secondConnection);
 *     }
 * }
 * }</pre>
 *
 * <p>Tests are not overridden: what a store does not promise it says in its {@link IdempotencyStore#traits()}, and what
 * it can do beyond the four verbs shows in the interfaces it implements. Every test uses keys of its own, so the store
 * may be used by others and the tests may run in any order or at once. A test that does not apply is skipped and says
 * why. Give the store a payload limit of less than 64 MB (and at least 3 MB where it can) so that both sides of the limit
 * are tested, and room for some 3,000 records and 32 callers at once.
 */
public abstract class IdempotencyStoreContract {

    /** For subclasses. */
    protected IdempotencyStoreContract() {}

    /** The store under test, ready for use; asked for many times, so the same instance every time. */
    protected abstract IdempotencyStore store();

    /**
     * A second instance that sees the same records, as another process would make it; the same one every time. A shared
     * store has to have one.
     */
    protected Optional<IdempotencyStore> anotherInstance() {
        return Optional.empty();
    }

    /** An instance whose server cannot be reached and whose timeout is short; empty where there is no server. */
    protected Optional<IdempotencyStore> unreachableInstance() {
        return Optional.empty();
    }

    /** A way to damage the records of {@link #store()}; empty where records cannot be damaged. */
    protected Optional<StoredRecords> storedRecords() {
        return Optional.empty();
    }

    @Nested
    class Ownership extends OwnershipContract {
        @Override
        IdempotencyStoreContract contract() {
            return IdempotencyStoreContract.this;
        }
    }

    @Nested
    class Repetition extends RepetitionContract {
        @Override
        IdempotencyStoreContract contract() {
            return IdempotencyStoreContract.this;
        }
    }

    @Nested
    class Takeover extends TakeoverContract {
        @Override
        IdempotencyStoreContract contract() {
            return IdempotencyStoreContract.this;
        }
    }

    @Nested
    class Fencing extends FencingContract {
        @Override
        IdempotencyStoreContract contract() {
            return IdempotencyStoreContract.this;
        }
    }

    @Nested
    class Finality extends FinalityContract {
        @Override
        IdempotencyStoreContract contract() {
            return IdempotencyStoreContract.this;
        }
    }

    @Nested
    class Expiry extends ExpiryContract {
        @Override
        IdempotencyStoreContract contract() {
            return IdempotencyStoreContract.this;
        }
    }

    @Nested
    class Blindness extends BlindnessContract {
        @Override
        IdempotencyStoreContract contract() {
            return IdempotencyStoreContract.this;
        }
    }

    @Nested
    class Contention extends ContentionContract {
        @Override
        IdempotencyStoreContract contract() {
            return IdempotencyStoreContract.this;
        }
    }

    @Nested
    class Independence extends IndependenceContract {
        @Override
        IdempotencyStoreContract contract() {
            return IdempotencyStoreContract.this;
        }
    }

    @Nested
    class Inspection extends InspectionContract {
        @Override
        IdempotencyStoreContract contract() {
            return IdempotencyStoreContract.this;
        }
    }

    @Nested
    class Listing extends ListingContract {
        @Override
        IdempotencyStoreContract contract() {
            return IdempotencyStoreContract.this;
        }
    }

    @Nested
    class Resolution extends ResolutionContract {
        @Override
        IdempotencyStoreContract contract() {
            return IdempotencyStoreContract.this;
        }
    }

    @Nested
    class Cleaning extends CleaningContract {
        @Override
        IdempotencyStoreContract contract() {
            return IdempotencyStoreContract.this;
        }
    }

    @Nested
    class Loudness extends LoudnessContract {
        @Override
        IdempotencyStoreContract contract() {
            return IdempotencyStoreContract.this;
        }
    }

    @Nested
    class Traits extends TraitsContract {
        @Override
        IdempotencyStoreContract contract() {
            return IdempotencyStoreContract.this;
        }
    }
}
