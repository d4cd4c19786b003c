package io.github.idempotency.systemtests.operator;

import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "idempotency.store=jdbc")
class JdbcRecordsTests extends RecordsContract {}
