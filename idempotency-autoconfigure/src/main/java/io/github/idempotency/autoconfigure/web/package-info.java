/** Protection of HTTP endpoints in servlet applications with Spring MVC. */
@NullMarked
package io.github.idempotency.autoconfigure.web;

import org.jspecify.annotations.NullMarked;
