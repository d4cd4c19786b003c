package io.github.idempotency.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.User;

class SecurityPrincipalResolverTests {

    private final SecurityPrincipalResolver resolver = new SecurityPrincipalResolver();

    private record Named(String name) {}

    private static final class Nameless {}

    @AfterEach
    void logOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void callersAreToldApartByName() {
        assertThat(nameOf("alice")).isEqualTo("alice");
        assertThat(nameOf(new User("bob", "", List.of()))).isEqualTo("bob");
        assertThat(nameOf(new Named("carol"))).isEqualTo(nameOf(new Named("carol")));
        assertThat(nameOf(new Named("carol"))).isNotEqualTo(nameOf(new Named("dave")));
    }

    @Test
    void callersThatAreNotAuthenticatedShareOneSpace() {
        assertThat(resolver.resolve(new MockHttpServletRequest())).isEmpty();

        logIn(new AnonymousAuthenticationToken("key", "anonymous", AuthorityUtils.createAuthorityList("NOBODY")));
        assertThat(resolver.resolve(new MockHttpServletRequest())).isEmpty();
    }

    @Test
    void anAuthenticatedCallerWithoutANameIsRefusedInsteadOfSharingThatSpace() {
        assertThatIllegalStateException().isThrownBy(() -> nameOf(null)).withMessageContaining("PrincipalResolver");
        assertThatIllegalStateException().isThrownBy(() -> nameOf(" "));
    }

    @Test
    void aPrincipalWhoseTextIsItsMemoryAddressIsRefusedBecauseNoRetryWouldEverBeRecognised() {
        assertThatIllegalStateException().isThrownBy(() -> nameOf(new Nameless()));
    }

    private String nameOf(Object principal) {
        logIn(new UsernamePasswordAuthenticationToken(principal, null, List.of()));
        return resolver.resolve(new MockHttpServletRequest());
    }

    private static void logIn(Authentication authentication) {
        SecurityContextHolder.getContext().setAuthentication(authentication);
    }
}
