/** What users write: the annotation, and what the annotated code may ask for while it runs. */
@NullMarked
package io.github.idempotency.spring;

import org.jspecify.annotations.NullMarked;
