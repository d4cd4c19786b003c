package io.github.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RejectionTests {

    @Test
    void theCodesStayAsTheyAreBecauseClientsAndDashboardsKnowThem() {
        assertThat(Rejection.values())
                .extracting(Rejection::code)
                .containsExactly(
                        "idempotency-key-missing",
                        "idempotency-key-invalid",
                        "idempotency-key-reused",
                        "request-in-progress",
                        "outcome-unknown",
                        "answer-not-recorded",
                        "request-too-large",
                        "store-unavailable",
                        "record-unreadable");
    }

    @Test
    void onlyWhatPassesByItselfIsWorthRepeating() {
        assertThat(Rejection.values())
                .filteredOn(Rejection::retryable)
                .containsExactly(Rejection.IN_PROGRESS, Rejection.STORE_UNAVAILABLE);
    }
}
