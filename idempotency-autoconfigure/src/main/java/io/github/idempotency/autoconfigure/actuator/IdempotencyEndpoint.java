package io.github.idempotency.autoconfigure.actuator;

import io.github.idempotency.spring.operator.GivenAnswer;
import io.github.idempotency.spring.operator.RecordOffice;
import io.github.idempotency.store.RecordView.State;
import java.security.Principal;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.lang.Nullable;

/**
 * What operators see of idempotency keys, and what they decide about those that wait for them. Reads only, unless {@code
 * management.endpoint.idempotency.access} is {@code unrestricted}.
 *
 * <p>Parameters are texts, because that is what the endpoints of every technology take.
 */
@Endpoint(id = "idempotency", defaultAccess = Access.READ_ONLY)
@SuppressWarnings("deprecation") // the only annotation by which Spring Boot 3 and 4 know optional parameters
public final class IdempotencyEndpoint {

    private static final String RECORDS = "records";

    private final RecordOffice office;
    private final Overview overview;

    IdempotencyEndpoint(RecordOffice office, Overview overview) {
        this.office = office;
        this.overview = overview;
    }

    /** Stores, policies, operations and counts of this process. */
    @ReadOperation
    public Map<String, Object> overview() {
        return OperationResponseBody.of(overview.document());
    }

    /**
     * One record, or the records that wait for an operator.
     *
     * @param section {@code records}, {@code held} or {@code abandoned}
     * @param operation the operation the key was used for
     * @param key the key as its client sent it, or each of its parts
     * @param principal the authenticated caller, unless it was not authenticated
     * @param scope the values of further scopes, in order
     * @param step a step of the operation
     * @param digest the record's digest, in place of operation and key
     * @param store the store to look into, in place of all
     * @param limit how many records to list at most
     */
    @ReadOperation
    public WebEndpointResponse<Map<String, Object>> read(
            @Selector String section,
            @Nullable Object operation,
            @Nullable Object key,
            @Nullable Object principal,
            @Nullable Object scope,
            @Nullable Object step,
            @Nullable Object digest,
            @Nullable Object store,
            @Nullable Object limit) {
        return Responses.of(() -> switch (section) {
            case RECORDS ->
                Documents.record(office.find(Parameters.search(operation, key, principal, scope, step, digest, store)));
            case "held" -> list(State.HELD, store, limit);
            case "abandoned" -> list(State.ABANDONED, store, limit);
            default -> throw Parameters.noSection("'records', 'held' or 'abandoned'");
        });
    }

    /**
     * Decides about a record that is held or abandoned.
     *
     * @param resolution {@code failed} to free the key, {@code settled} to record an answer
     * @param status the status of the answer, at an HTTP operation
     * @param contentType the media type of its body
     * @param headers its further headers, one {@code Name: value} per line
     * @param body its body
     * @param value the answer as JSON, at other operations
     * @param kind {@code http} or {@code value}, where the record is named by its digest
     * @param retention how long the answer is kept, in place of the operation's retention
     * @param attempt the attempt the decision is about; if it is another one now, nothing is done
     */
    @WriteOperation
    public WebEndpointResponse<Map<String, Object>> resolve(
            SecurityContext securityContext,
            @Selector String section,
            @Nullable Object operation,
            @Nullable Object key,
            @Nullable Object principal,
            @Nullable Object scope,
            @Nullable Object step,
            @Nullable Object digest,
            @Nullable Object store,
            @Nullable Object resolution,
            @Nullable Object status,
            @Nullable Object contentType,
            @Nullable Object headers,
            @Nullable Object body,
            @Nullable Object value,
            @Nullable Object kind,
            @Nullable Object retention,
            @Nullable Object attempt) {
        return Responses.of(() -> {
            requireRecords(section);
            var search = Parameters.attempt(
                    Parameters.search(operation, key, principal, scope, step, digest, store), attempt);
            GivenAnswer answer = Parameters.answer(status, contentType, headers, body, value, kind);
            Duration kept = Parameters.retention(retention);
            return Parameters.isFailed(resolution, answer, kept)
                    ? Documents.changed("reopened", office.failed(search, operator(securityContext)))
                    : Documents.record(office.settled(search, answer, kept, operator(securityContext)));
        });
    }

    /**
     * Forgets a record, so that the next call with its key executes.
     *
     * @param attempt the attempt that is meant; if it is another one now, nothing is done
     * @param force {@code true} to do so while a call is being executed, whose effects may then happen twice
     */
    @DeleteOperation
    public WebEndpointResponse<Map<String, Object>> forget(
            SecurityContext securityContext,
            @Selector String section,
            @Nullable Object operation,
            @Nullable Object key,
            @Nullable Object principal,
            @Nullable Object scope,
            @Nullable Object step,
            @Nullable Object digest,
            @Nullable Object store,
            @Nullable Object attempt,
            @Nullable Object force) {
        return Responses.of(() -> {
            requireRecords(section);
            var search = Parameters.attempt(
                    Parameters.search(operation, key, principal, scope, step, digest, store), attempt);
            return Documents.changed(
                    "deleted", office.forget(search, Parameters.flag("force", force), operator(securityContext)));
        });
    }

    private Map<String, Object> list(State state, @Nullable Object store, @Nullable Object limit) {
        return Documents.records(office.list(state, Parameters.limit(limit), Parameters.one("store", store)));
    }

    private static void requireRecords(String section) {
        if (!section.equals(RECORDS)) {
            throw Parameters.noSection("'records'");
        }
    }

    private static @Nullable String operator(SecurityContext securityContext) {
        Principal principal = securityContext.getPrincipal();
        return principal == null ? null : principal.getName();
    }
}
