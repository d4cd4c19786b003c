package io.github.idempotency.systemtests.ledger;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Accounts in a persistence unit, with a session that is open in the view. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(JpaIfAsked.ASKED)
@Import({AccountController.class, AccountForwardController.class})
class AccountConfiguration {

    static final String LOADED = "account";

    private static final int BEHIND_THE_SESSION = 10;

    /** Loads the account in the session of the request, before its handler begins. */
    @Bean
    WebMvcConfigurer loadsAccounts(ObjectProvider<Accounts> accounts) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new HandlerInterceptor() {
                            @Override
                            public boolean preHandle(
                                    HttpServletRequest request, HttpServletResponse response, Object handler) {
                                Map<?, ?> path = (Map<?, ?>)
                                        request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
                                accounts.getObject()
                                        .findById(String.valueOf(path.get("name")))
                                        .ifPresent(account -> request.setAttribute(LOADED, account));
                                return true;
                            }
                        })
                        .order(BEHIND_THE_SESSION)
                        .addPathPatterns("/accounts/**", "/etag/accounts/**");
            }
        };
    }
}
