package io.github.idempotency.systemtests.http;

import io.github.idempotency.WhenInProgress;
import io.github.idempotency.spring.Idempotent;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Handlers that take until a test lets them go on. */
@RestController
class SlowController {

    private final Runs runs;
    private final Doors doors;

    SlowController(Runs runs, Doors doors) {
        this.runs = runs;
        this.doors = doors;
    }

    @PostMapping("/slow/{door}")
    @Idempotent
    String slow(@PathVariable String door, @RequestBody String body) {
        int run = runs.add("slow");
        doors.pass(door);
        return run + " " + body.repeat(2_000);
    }

    @PostMapping("/patient/{door}")
    @Idempotent(whenInProgress = WhenInProgress.WAIT, maxWait = "20s")
    String patient(@PathVariable String door, @RequestBody String body) {
        int run = runs.add("patient");
        doors.pass(door);
        return run + " " + body;
    }
}
