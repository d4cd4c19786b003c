/** What happened to keys, told to the application as events and to its operators as lines of an audit log. */
@NullMarked
package io.github.idempotency.spring.event;

import org.jspecify.annotations.NullMarked;
