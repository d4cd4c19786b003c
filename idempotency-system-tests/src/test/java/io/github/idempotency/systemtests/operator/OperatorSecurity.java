package io.github.idempotency.systemtests.operator;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** As {@code docs/operating.md} shows it. */
@Configuration(proxyBeanMethods = false)
class OperatorSecurity {

    @Bean
    SecurityFilterChain security(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(
                        requests -> requests.requestMatchers(HttpMethod.GET, "/actuator/idempotency/**")
                                .hasAnyRole("SUPPORT", "OPERATOR")
                                .requestMatchers("/actuator/idempotency/**")
                                .hasRole("OPERATOR")
                                .requestMatchers("/open/**", "/error")
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .httpBasic(Customizer.withDefaults())
                .csrf(csrf -> csrf.ignoringRequestMatchers("/actuator/**", "/payments/**", "/open/**"))
                .build();
    }
}
