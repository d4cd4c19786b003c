package io.github.idempotency.systemtests.ledger;

import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.context.annotation.Bean;

/** Another servlet container. No configuration by annotation, so that no scan finds it. */
class OnJetty {

    @Bean
    JettyServletWebServerFactory jetty() {
        return new JettyServletWebServerFactory();
    }
}
