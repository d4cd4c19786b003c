package io.github.idempotency.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import java.io.EOFException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.annotation.ResponseStatusExceptionResolver;
import org.springframework.web.servlet.mvc.support.DefaultHandlerExceptionResolver;

class LostConnectionResolverTests {

    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final LostConnectionResolver resolver =
            new LostConnectionResolver((request, response, handler, failure) -> {
                if (!(failure instanceof CallRejectedException)) {
                    return null;
                }
                response.setStatus(503);
                return new ModelAndView();
            });

    @Test
    void aRefusalBecauseTheStoreHungUpIsNotTakenForALostClient() {
        CallRejectedException refusal = new CallRejectedException(
                Rejection.STORE_UNAVAILABLE, "The store does not answer", null, new EOFException());
        assertThat(new DefaultHandlerExceptionResolver().resolveException(request, response, null, refusal))
                .as("what Spring does")
                .isNotNull();
        assertThat(response.getStatus()).isEqualTo(200);

        assertThat(resolver.resolveException(request, response, null, refusal)).isNotNull();
        assertThat(response.getStatus()).isEqualTo(503);
    }

    @Test
    void whatIsNotProtectedIsLeftToSpring() {
        Exception failure = new IllegalStateException(new EOFException());

        assertThat(resolver.resolveException(request, response, null, failure)).isNull();
        assertThat(resolver.resolveException(request, response, null, new IllegalStateException()))
                .isNull();
    }

    @Test
    void itStandsAfterTheApplicationsHandlersAndBeforeSpringsDefault() {
        HandlerExceptionResolver ofTheApplication = new ResponseStatusExceptionResolver();
        HandlerExceptionResolver last = new DefaultHandlerExceptionResolver();
        List<HandlerExceptionResolver> resolvers = new ArrayList<>(List.of(ofTheApplication, last));
        resolver.addTo(resolvers);
        assertThat(resolvers).containsExactly(ofTheApplication, resolver, last);

        List<HandlerExceptionResolver> without = new ArrayList<>(List.of(ofTheApplication));
        resolver.addTo(without);
        assertThat(without).containsExactly(ofTheApplication, resolver);
    }
}
