package io.github.idempotency.web.servlet;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.spring.operation.OperationDefaults;
import io.github.idempotency.spring.operation.OperationResolver;
import io.github.idempotency.spring.operator.GivenAnswer;
import io.github.idempotency.spring.operator.KeySearch;
import io.github.idempotency.spring.operator.KnownOperation;
import io.github.idempotency.spring.operator.OperatorDoor;
import io.github.idempotency.spring.operator.OperatorException;
import io.github.idempotency.web.http.GivenResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The door of controller methods, as its operators see it. */
public final class HttpDoor implements OperatorDoor {

    private final RequestAdmission admission;
    private final Routes routes;
    private final GivenResponse responses;
    private final OperationDefaults defaults;

    /** @param mappings fetched with each request, because they need what this needs */
    public HttpDoor(
            RequestAdmission admission,
            OperationResolver operations,
            Supplier<List<RequestMappingHandlerMapping>> mappings,
            OperationDefaults defaults) {
        this.admission = admission;
        this.routes = new Routes(operations, mappings);
        this.responses = new GivenResponse(admission.settings());
        this.defaults = defaults;
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public Collection<KnownOperation> operations() {
        return routes.operations();
    }

    /**
     * As the key of the header, and as one an expression of the operation has chosen. The text is taken as it is: what
     * looks like the quotes around a key may be part of another one.
     */
    @Override
    public List<IdempotencyKey> identities(KeySearch search) {
        List<IdempotencyKey> identities = new ArrayList<>();
        for (List<@Nullable String> scopes : scopes(search.scopes())) {
            if (search.key().size() == 1) {
                identities.add(identity(search, search.key(), false, scopes));
            }
            identities.add(identity(search, search.key(), true, scopes));
        }
        return identities;
    }

    @Override
    public List<String> hints(KeySearch search) {
        List<String> hints = new ArrayList<>();
        if (search.key().size() == 1 && search.key().get(0).startsWith("\"")) {
            hints.add("The quotes that clients send around a key are not part of it: leave them out.");
        }
        hints.add(
                search.principal().isEmpty()
                        ? "Over HTTP keys belong to the authenticated caller: give its name as 'principal'."
                        : "Over HTTP keys belong to the authenticated caller, under the name the application knows it by (of"
                                + " a token often its subject, not its user name): without 'principal' the keys of callers"
                                + " are searched that were not authenticated.");
        int scopes = admission.keys().scopes();
        if (scopes > 0) {
            hints.add("The ScopeResolver beans of this application (" + scopes
                    + ") narrow keys further: give the value of each as a 'scope', in their order, and leave those at the"
                    + " end out that were none.");
        }
        return hints;
    }

    @Override
    public boolean gives(GivenAnswer answer) {
        return answer.isResponse();
    }

    @Override
    public Outcome outcome(String operation, GivenAnswer answer) {
        return Outcome.result(responses.of(answer).encode());
    }

    private IdempotencyKey identity(KeySearch search, List<String> key, boolean chosen, List<@Nullable String> scopes) {
        return admission
                .keys()
                .scoped(key, chosen, defaults.namespace(), search.operation(), search.principal(), scopes);
    }

    /** Every way to read the given scopes: an empty one may be an empty value, or none. */
    private List<List<@Nullable String>> scopes(List<String> given) {
        int count = admission.keys().scopes();
        if (given.size() > count) {
            throw new OperatorException(
                    OperatorException.Reason.INVALID,
                    given.size() + " values of 'scope' are given, and the application has " + count
                            + " ScopeResolver beans. Leave the rest out.");
        }
        List<List<@Nullable String>> ways = new ArrayList<>();
        ways.add(new ArrayList<>());
        for (int i = 0; i < count; i++) {
            String value = i < given.size() ? given.get(i) : null;
            List<List<@Nullable String>> longer = new ArrayList<>();
            for (List<@Nullable String> way : ways) {
                longer.add(with(way, value));
                if (value != null && value.isEmpty()) {
                    longer.add(with(way, null));
                }
            }
            ways = longer;
        }
        return ways;
    }

    private static List<@Nullable String> with(List<@Nullable String> way, @Nullable String value) {
        List<@Nullable String> longer = new ArrayList<>(way);
        longer.add(value);
        return longer;
    }
}
