/** How recording keeps pace with the transactions of the application. */
@NullMarked
package io.github.idempotency.spring.transaction;

import org.jspecify.annotations.NullMarked;
