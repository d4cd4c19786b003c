package io.github.idempotency.benchmarks.footprint;

import ch.vorburger.exec.ManagedProcessException;
import io.github.idempotency.store.IdempotencyStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A store with its server, and what the server says about itself. */
interface Keeper extends AutoCloseable {

    IdempotencyStore store();

    /** What it takes up and what it has done so far, by what it is; of the same names every time, in their order. */
    Map<String, Double> figures() throws Exception;

    /** Ends what goes on in the background, so that it is not counted with what comes next. */
    void rest() throws Exception;

    /** What can be told of it as it stands, in lines. */
    List<String> remarks() throws Exception;

    @Override
    void close() throws IOException, ManagedProcessException;
}
