package io.github.idempotency.spring;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.ReplayedFailureException;
import io.github.idempotency.TransactionMode;
import io.github.idempotency.WhenAbandoned;
import io.github.idempotency.WhenFails;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.WhenStoreFails;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Executes a method once per key and answers repetitions with the recorded first answer.
 *
 * <p>On a controller method the key is the {@code Idempotency-Key} request header and the recorded answer is the HTTP
 * response, byte for byte. On any other Spring bean method the key is a SpEL expression over the arguments and the
 * recorded answer is the returned value as JSON; refusals are thrown as {@link CallRejectedException}.
 *
 * <p>On a class or interface it holds for all its public methods, except those of {@link Object}, and on a controller for
 * every handler; an annotation on the method replaces the one on the class. It may be used as a meta-annotation. The method
 * must be one a proxy can intercept: not private, not final, not static, and called from outside its own bean.
 *
 * <p>Keys belong to the operation: all beans of a class share them, and so do methods given the same {@link #operation()}.
 *
 * <p>What an attribute leaves open comes from the property of the same name below {@code idempotency.}; strings may hold
 * {@code ${…}} placeholders, and durations read {@code 30s} or {@code PT30S}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Idempotent {

    /**
     * The key, as a SpEL expression over the method's arguments ({@code "#order.id"}). A list joins several values
     * ({@code "{#tenant, #order.id}"}). Needed everywhere but on controllers, where it replaces the request header.
     *
     * <p>A value that is null, empty or blank is no key, and neither is text joined with null ({@code "'order:' + #id"}).
     */
    String key() default "";

    /**
     * A stable name of the operation for keys, meters and messages; at most 200 characters. Without it: HTTP method and
     * route template ({@code POST /orders}), or class and method ({@code OrderService.place}).
     */
    String operation() default "";

    /**
     * Whether a call without a key is refused. If not, such a call executes without protection. The property {@code
     * idempotency.required=false} makes the key optional for every operation, for a gradual roll-out.
     */
    boolean required() default true;

    /** How long an owner that went silent blocks the key; renewed while the call runs. */
    String lease() default "";

    /** How long a recorded answer is replayed, from the moment it was recorded. */
    String retention() default "";

    /** What a duplicate meets while the first call runs; at most one value. */
    WhenInProgress[] whenInProgress() default {};

    /** How long a duplicate waits at most where {@link #whenInProgress()} lets it wait. */
    String maxWait() default "";

    /** What a retry meets when the first call's owner vanished; at most one value. */
    WhenAbandoned[] whenAbandoned() default {};

    /** What a call meets when the store of keys cannot be reached; at most one value. */
    WhenStoreFails[] whenStoreFails() default {};

    /**
     * What an exception, or a response of status 500 and above, does to the key; at most one value. A method whose work
     * lasts although it threw (a checked exception does not roll a {@code @Transactional} method back unless told so) wants
     * {@link #recordFailures()} or {@link WhenFails#HOLD}.
     */
    WhenFails[] whenFails() default {};

    /**
     * How the record stands to the transaction of the method's writes; at most one value.
     *
     * <p>With {@link TransactionMode#SAME} the call runs in one transaction of the application's transaction manager, opened
     * for it or joined, and claim, writes and recorded answer are committed together: a crash at any moment leaves all or
     * nothing, and no lease to wait for. It needs a store in the database of the writes. {@code @Transactional} on the
     * method gives isolation, timeout, manager and rollback rules; without it every exception rolls back.
     */
    TransactionMode[] transaction() default {};

    /**
     * Exceptions of bean methods that are answers: they are recorded and replayed whatever {@link #whenFails()} says.
     *
     * <p>These, those the method declares, and their subclasses come back as themselves if a constructor gives them their
     * message back ({@code (String)}, {@code (String, Throwable)} or none); any other recorded exception comes back as
     * {@link ReplayedFailureException}.
     */
    Class<? extends Throwable>[] recordFailures() default {};

    /**
     * What makes two calls the same request, as a SpEL expression over the arguments. Without it: on controllers the
     * request body, on other beans nothing beyond the key. On controllers, method and path count in any case.
     */
    String fingerprint() default "";

    /** The name of the store that keeps this operation's keys, where an application has several. */
    String store() default "";
}
