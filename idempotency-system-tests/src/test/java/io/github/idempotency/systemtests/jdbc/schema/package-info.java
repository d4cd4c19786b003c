/** The tables: made, upgraded and migrated in every way there is, always to the same end. */
@NullMarked
package io.github.idempotency.systemtests.jdbc.schema;

import org.jspecify.annotations.NullMarked;
