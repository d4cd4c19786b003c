package io.github.idempotency.spring.operator;

import java.util.List;

/**
 * What is kept under the identities of a search, in stores all of which have answered.
 *
 * @param found what can be read
 * @param unread what cannot
 */
record Sighting(List<FoundRecord> found, List<UnreadRecord> unread) {

    Sighting {
        found = List.copyOf(found);
        unread = List.copyOf(unread);
    }
}
