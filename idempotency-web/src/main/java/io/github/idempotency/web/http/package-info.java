/** What HTTP itself says about keys, fingerprints, recorded responses and problems; independent of any server API. */
@NullMarked
package io.github.idempotency.web.http;

import org.jspecify.annotations.NullMarked;
