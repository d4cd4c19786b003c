package io.github.idempotency.systemtests.ledger;

import org.springframework.data.repository.CrudRepository;

/** Accounts by their identifiers. */
interface Accounts extends CrudRepository<Account, String> {}
