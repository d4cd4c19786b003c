package io.github.idempotency.systemtests.operator;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Of the paths the application has besides; its clients are no browsers. */
@Configuration(proxyBeanMethods = false)
class CustomerSecurity {

    @Bean
    @Order(2)
    SecurityFilterChain customers(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/open/**", "/error")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .httpBasic(Customizer.withDefaults())
                .csrf(csrf -> csrf.ignoringRequestMatchers("/payments/**", "/open/**"))
                .build();
    }
}
