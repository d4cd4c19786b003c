package io.github.idempotency.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.spring.operation.OperationDefaults;
import io.github.idempotency.spring.operation.OperationResolver;
import io.github.idempotency.spring.operator.GivenAnswer;
import io.github.idempotency.spring.operator.KeySearch;
import io.github.idempotency.spring.operator.KnownOperation;
import io.github.idempotency.spring.operator.OperatorException;
import io.github.idempotency.web.http.RecordedResponse;
import io.github.idempotency.web.http.Settings;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The door of controller methods, as operators see it. */
class HttpDoorTests {

    private final PlayedContainer plain = new PlayedContainer(Settings.with().build(), false);
    private final PlayedContainer scoped = new PlayedContainer(Settings.with().build(), false, Tenants.class);

    @AfterEach
    void close() {
        plain.close();
        scoped.close();
    }

    static class Tenants {
        @Bean
        ScopeResolver tenant() {
            return request -> request.getHeader("X-Tenant");
        }

        @Bean
        ScopeResolver client() {
            return request -> null;
        }
    }

    @Test
    void everyProtectedRouteIsAnOperation() {
        assertThat(door(plain).name()).isEqualTo("http");
        assertThat(door(plain).operations())
                .extracting(KnownOperation::name)
                .contains("POST /orders", "POST /stored", "POST /same", "optional")
                .doesNotContain("POST /plain", "GET /orders");
        assertThat(door(plain).operations())
                .filteredOn(operation -> operation.name().equals("optional"))
                .extracting(KnownOperation::required)
                .containsExactly(false);
    }

    @Test
    void aKeyIsSearchedAsTheHeadersAndAsThatOfAnExpression() {
        HttpDoor door = door(plain);

        assertThat(door.identities(search(List.of("k"), "", List.of())))
                .containsExactly(
                        IdempotencyKey.of("http", "shop", "", "header", "", "k"),
                        IdempotencyKey.of("http", "shop", "", "expr", "POST /orders", "k"));
        assertThat(door.identities(search(List.of("k", "l"), "alice", List.of())))
                .containsExactly(IdempotencyKey.of("http", "shop", "alice", "expr", "POST /orders", "k", "l"));
    }

    @Test
    void anEmptyScopeMayBeAnEmptyValueOrNone() {
        HttpDoor door = door(scoped);

        assertThat(door.identities(search(List.of("k"), "", List.of()))).hasSize(2);
        assertThat(door.identities(search(List.of("k"), "", List.of("t")))).hasSize(2);
        assertThat(door.identities(search(List.of("k"), "", List.of(""))))
                .hasSize(4)
                .doesNotHaveDuplicates();
        assertThat(door.identities(search(List.of("k"), "", List.of("", "")))).hasSize(8);
        assertThatThrownBy(() -> door.identities(search(List.of("k"), "", List.of("a", "b", "c"))))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("3 values of 'scope' are given, and the application has 2");
    }

    @Test
    void hintsSayWhatMayBeWrongWithASearch() {
        assertThat(door(plain).hints(search(List.of("\"k\""), "", List.of())))
                .hasSize(2)
                .first()
                .asString()
                .contains("leave them out");
        assertThat(door(plain).hints(search(List.of("k"), "", List.of())))
                .singleElement()
                .asString()
                .contains("give its name as 'principal'");
        assertThat(door(plain).hints(search(List.of("\"k", "l"), "alice", List.of())))
                .singleElement()
                .asString()
                .contains("not authenticated");
        assertThat(door(scoped).hints(search(List.of("k"), "", List.of())))
                .hasSize(2)
                .last()
                .asString()
                .contains("ScopeResolver beans of this application (2)");
    }

    @Test
    void anAnswerIsRecordedAsAHandlersWouldBe() {
        GivenAnswer response = new GivenAnswer(200, "text/plain", List.of(), "done", null, null);
        Outcome outcome = door(plain).outcome("POST /orders", response);

        assertThat(door(plain).gives(response)).isTrue();
        assertThat(door(plain).gives(new GivenAnswer(null, null, List.of(), null, "1", null)))
                .isFalse();
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.RESULT);
        assertThat(RecordedResponse.decode(outcome.payload()).body()).hasSize(4);
    }

    private static KeySearch search(List<String> key, String principal, List<String> scopes) {
        return new KeySearch("POST /orders", key, principal, scopes, null);
    }

    private static HttpDoor door(PlayedContainer container) {
        return new HttpDoor(
                container.bean(RequestAdmission.class),
                container.bean(OperationResolver.class),
                () -> List.of(container.bean(RequestMappingHandlerMapping.class)),
                container.bean(OperationDefaults.class));
    }
}
