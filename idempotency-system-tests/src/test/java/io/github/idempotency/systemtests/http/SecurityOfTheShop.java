package io.github.idempotency.systemtests.http;

import static org.springframework.security.config.Customizer.withDefaults;

import io.github.idempotency.web.servlet.ScopeResolver;
import java.util.List;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/** Two users, tenants, and permits that can be revoked. */
@TestConfiguration(proxyBeanMethods = false)
@EnableWebSecurity
@EnableMethodSecurity
class SecurityOfTheShop {

    static final String TENANT = "X-Tenant";

    @Bean
    SecurityFilterChain shopSecurity(HttpSecurity http, Permits permits) {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/vault/open/**")
                        .permitAll()
                        .requestMatchers("/vault/secret")
                        .access((user, request) ->
                                new AuthorizationDecision(!(user.get() instanceof AnonymousAuthenticationToken)
                                        && permits.allow(user.get().getName())))
                        .anyRequest()
                        .authenticated())
                .httpBasic(withDefaults())
                .cors(withDefaults())
                .csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    UserDetailsService users() {
        return new InMemoryUserDetailsManager(
                User.withUsername("ada").password("{noop}ada").build(),
                User.withUsername("bob").password("{noop}bob").build());
    }

    @Bean
    ScopeResolver tenant() {
        return request -> request.getHeader(TENANT);
    }

    @Bean
    CorsConfigurationSource corsConfigurationSource() {
        CorsConfiguration cors = new CorsConfiguration();
        cors.setAllowedOrigins(List.of("https://shop.example"));
        cors.setAllowedMethods(List.of("POST"));
        cors.setAllowedHeaders(List.of("Authorization", "Content-Type"));
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/**", cors);
        return source;
    }
}
