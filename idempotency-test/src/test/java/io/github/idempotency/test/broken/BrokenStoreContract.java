package io.github.idempotency.test.broken;

import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.test.FlakyStore;
import io.github.idempotency.test.IdempotencyStoreContract;
import io.github.idempotency.test.StoredRecords;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on a broken store; which flaw it has is a parameter of the run. Never run by the build itself. */
class BrokenStoreContract extends IdempotencyStoreContract {

    static final String FLAW = "flaw";

    @RegisterExtension
    final BeforeEachCallback breaking = this::open;

    private Flaw flaw = Flaw.NONE;
    private BrokenRecords records = new BrokenRecords(flaw);
    private BrokenStore store = new BrokenStore(flaw, records, true);
    private BrokenStore second = store;

    private void open(ExtensionContext context) {
        flaw = Flaw.valueOf(context.getConfigurationParameter(FLAW).orElseThrow());
        records = new BrokenRecords(flaw);
        store = new BrokenStore(flaw, records, true);
        second = new BrokenStore(flaw, flaw == Flaw.IS_NOT_SHARED ? new BrokenRecords(flaw) : records, true);
    }

    @Override
    protected IdempotencyStore store() {
        return flaw == Flaw.CANNOT_BE_CLEANED ? new FlakyStore(store) : store;
    }

    @Override
    protected Optional<IdempotencyStore> anotherInstance() {
        return Optional.of(second);
    }

    @Override
    protected Optional<IdempotencyStore> unreachableInstance() {
        return Optional.of(new BrokenStore(flaw, records, false));
    }

    @Override
    protected Optional<StoredRecords> storedRecords() {
        return Optional.of(records);
    }
}
