/** Commits that fail, or whose reply gets lost, under every kind of transaction. */
@NullMarked
package io.github.idempotency.systemtests.lostcommits;

import org.jspecify.annotations.NullMarked;
