package io.github.idempotency.systemtests.http;

import io.github.idempotency.spring.Idempotent;
import org.springframework.stereotype.Service;

/** A step with a key of its own. */
@Service
class ChargeService {

    private final Runs runs;
    private final Doors doors;

    ChargeService(Runs runs, Doors doors) {
        this.runs = runs;
        this.doors = doors;
    }

    @Idempotent(key = "#order", fingerprint = "#amount", operation = "charge")
    public String charge(String order, int amount, String door) {
        int run = runs.add("charge");
        doors.pass(door);
        return "charge " + run;
    }
}
