package io.github.idempotency.store.jdbc;

import java.util.List;

/**
 * What stands around a statement and travels with it.
 *
 * @param before the text in front, and its arguments
 * @param skipped how many results come before the statement's own
 * @param after the text behind, without arguments
 */
record Frame(String before, List<Object> arguments, int skipped, String after) {

    static final Frame NONE = new Frame("", List.of(), 0, "");
}
