/** Protected endpoints of the servlet stack: a filter records, the interceptor's door decides, a resolver answers. */
@NullMarked
package io.github.idempotency.web.servlet;

import org.jspecify.annotations.NullMarked;
