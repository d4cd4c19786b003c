package io.github.idempotency.benchmarks.load.shop;

import org.jspecify.annotations.Nullable;

/** The least a developer would write: one claim, one completion, no lease, no fencing, no fingerprint. */
interface HandWrittenRecords {

    String PENDING = "";

    /** @return {@code null} if the key is the caller's now; else {@link #PENDING} or the recorded answer */
    @Nullable
    String claim(String key);

    void complete(String key, String answer);
}
