package io.github.idempotency.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which one property chooses the store. */
final class StoreChoiceFailureAnalyzer extends AbstractFailureAnalyzer<StoreChoiceException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, StoreChoiceException cause) {
        return new FailureAnalysis(cause.problem(), cause.action(), cause);
    }
}
