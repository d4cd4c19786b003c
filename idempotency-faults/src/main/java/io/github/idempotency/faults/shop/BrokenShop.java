package io.github.idempotency.faults.shop;

import io.github.idempotency.web.servlet.PrincipalResolver;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** With the profile {@code separate} or {@code same}, and the store its arguments name. */
@SpringBootApplication
public class BrokenShop {

    /** The header that says who calls; what an application of the world would have authenticated. */
    static final String CALLER = "X-Caller";

    public static void main(String[] arguments) {
        SpringApplication.run(BrokenShop.class, arguments);
    }

    @Bean
    PrincipalResolver principals() {
        return request -> {
            String caller = request.getHeader(CALLER);
            return caller == null ? "" : caller;
        };
    }
}
