package io.github.idempotency.systemtests.testkit;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application as a user would write it. */
@SpringBootApplication
class BakeryApplication {}
