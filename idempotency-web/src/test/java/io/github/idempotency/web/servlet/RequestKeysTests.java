package io.github.idempotency.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.web.http.KeyParser;
import io.github.idempotency.web.http.KeyScope;
import io.github.idempotency.web.http.Settings;
import io.github.idempotency.web.http.WebSettings;
import java.security.Principal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/** Whose key it is, and within what it is unique. */
class RequestKeysTests {

    private static final List<String> ABC = List.of("abc");

    private final WebSettings settings =
            Settings.with().aliases("X-Key", "X-Token").build();
    private final MockHttpServletRequest request = new MockHttpServletRequest("POST", "/orders");

    @Test
    void aKeyIsFoundUnderEachOfItsNames() {
        for (String name : List.of("Idempotency-Key", "X-Key", "X-Token")) {
            MockHttpServletRequest other = new MockHttpServletRequest();
            other.addHeader(name, "abc");
            assertThat(keys(settings).read(other)).isEqualTo(new KeyParser.Result("abc", null));
        }
        assertThat(keys(settings).read(request)).isEqualTo(new KeyParser.Result(null, null));
    }

    @Test
    void twoNamesMayOnlyCarryTheSameKey() {
        request.addHeader("Idempotency-Key", "abc");
        request.addHeader("X-Key", "\"abc\"");
        assertThat(keys(settings).read(request).key()).isEqualTo("abc");

        request.addHeader("X-Token", "abd");
        assertThat(keys(settings).read(request))
                .isEqualTo(new KeyParser.Result(null, "the headers Idempotency-Key and X-Token carry different keys"));
    }

    @Test
    void aMistakeUnderAnyNameIsAMistake() {
        request.addHeader("X-Key", "a b");
        String mistake = keys(settings).read(request).mistake();
        assertThat(mistake).isNotNull();

        request.addHeader("X-Token", "abc");
        assertThat(keys(settings).read(request).mistake()).isEqualTo(mistake);
        request.addHeader("Idempotency-Key", "abc");
        assertThat(keys(settings).read(request).mistake()).isEqualTo(mistake);
    }

    @Test
    void aMistakeInTheHeaderItselfIsNotHealedByAnAlias() {
        request.addHeader("Idempotency-Key", "");
        request.addHeader("X-Key", "abc");

        assertThat(keys(settings).read(request)).isEqualTo(new KeyParser.Result(null, "the key is empty"));
    }

    @Test
    void aKeyIsUniqueWithinItsPrincipal() {
        IdempotencyKey anonymous = scoped(settings, "orders.create");
        request.setUserPrincipal(named("alice"));
        IdempotencyKey alices = scoped(settings, "orders.create");
        request.setUserPrincipal(named(null));

        assertThat(alices).isNotEqualTo(anonymous);
        assertThat(scoped(settings, "orders.create")).isEqualTo(anonymous);
        assertThat(alices).isEqualTo(IdempotencyKey.of("http", "shop", "alice", "header", "", "abc"));
    }

    @Test
    void anOperationSeparatesKeysWhereThatIsWanted() {
        WebSettings byOperation = Settings.with().scope(KeyScope.OPERATION).build();

        assertThat(scoped(settings, "a")).isEqualTo(scoped(settings, "b"));
        assertThat(scoped(byOperation, "a")).isNotEqualTo(scoped(byOperation, "b"));
    }

    @Test
    void aKeyThatAnExpressionChoseBelongsToItsOperation() {
        RequestKeys keys = keys(settings);

        assertThat(keys.scoped(ABC, true, "shop", "a", request))
                .isNotEqualTo(keys.scoped(ABC, true, "shop", "b", request))
                .isNotEqualTo(keys.scoped(ABC, false, "shop", "a", request));
    }

    @Test
    void everyScopeSeparatesKeysAndNoneIsNotEmpty() {
        request.addHeader("X-Tenant", "");
        RequestKeys tenants = keys(settings, request -> request.getHeader("X-Tenant"), request -> null);
        IdempotencyKey empty = tenants.scoped(ABC, false, "shop", "a", request);
        request.removeHeader("X-Tenant");
        IdempotencyKey none = tenants.scoped(ABC, false, "shop", "a", request);
        request.addHeader("X-Tenant", "t");

        assertThat(tenants.scopes()).isEqualTo(2);
        assertThat(empty).isNotEqualTo(none);
        assertThat(tenants.scoped(ABC, false, "shop", "a", request))
                .isNotEqualTo(empty)
                .isNotEqualTo(none);
    }

    private IdempotencyKey scoped(WebSettings with, String operation) {
        return keys(with).scoped(ABC, false, "shop", operation, request);
    }

    private static RequestKeys keys(WebSettings settings, ScopeResolver... scopes) {
        return new RequestKeys(settings, PrincipalResolver.ofRequest(), List.of(scopes));
    }

    private static Principal named(String name) {
        return () -> name;
    }
}
