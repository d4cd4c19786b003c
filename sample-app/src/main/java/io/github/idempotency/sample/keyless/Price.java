package io.github.idempotency.sample.keyless;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;

/** @param version counts the changes; outside, it is the entity tag */
record Price(BigDecimal amount, @JsonIgnore long version) {

    String etag() {
        return "\"" + version + "\"";
    }
}
