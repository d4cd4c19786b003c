package io.github.idempotency.sample.demo;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/**
 * There with {@code shop.demo=true} only. What this package adds to the shop serves the page at {@code /} and belongs in no
 * application that others can reach: anybody may stop the store of keys, pay without protection and read who called.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnProperty("shop.demo")
@interface ForTheDemo {}
