package io.github.idempotency.systemtests.ledger;

import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

@Import(OnJetty.class)
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:jetty-ledger;DB_CLOSE_DELAY=-1")
class JettyFailureTests extends FailureTests {}
