/** What operators see of records, and what they decide about those that wait for them. */
@NullMarked
package io.github.idempotency.spring.operator;

import org.jspecify.annotations.NullMarked;
