/** What an annotation says about a method, completed by properties and checked. */
@NullMarked
package io.github.idempotency.spring.operation;

import org.jspecify.annotations.NullMarked;
