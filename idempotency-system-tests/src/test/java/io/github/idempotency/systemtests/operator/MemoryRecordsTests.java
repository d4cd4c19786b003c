package io.github.idempotency.systemtests.operator;

import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "idempotency.store=memory")
class MemoryRecordsTests extends RecordsContract {}
