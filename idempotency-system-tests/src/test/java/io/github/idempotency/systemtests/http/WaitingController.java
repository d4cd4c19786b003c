package io.github.idempotency.systemtests.http;

import io.github.idempotency.WhenInProgress;
import io.github.idempotency.spring.Idempotent;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lets duplicates wait for the first answer. */
@RestController
@RequestMapping("/waiting")
class WaitingController {

    private final Runs runs;
    private final Doors doors;

    WaitingController(Runs runs, Doors doors) {
        this.runs = runs;
        this.doors = doors;
    }

    @PostMapping("/long/{door}")
    @Idempotent(whenInProgress = WhenInProgress.WAIT, maxWait = "20s")
    ResponseEntity<String> longWait(@PathVariable String door, @RequestParam(defaultValue = "200") int status) {
        int run = runs.add("waiting");
        doors.pass(door);
        return ResponseEntity.status(run == 1 ? status : 200).body("run " + run);
    }

    @PostMapping("/short/{door}")
    @Idempotent(whenInProgress = WhenInProgress.WAIT, maxWait = "${shop.max-wait:300ms}")
    String shortWait(@PathVariable String door) {
        int run = runs.add("waiting");
        doors.pass(door);
        return "run " + run;
    }
}
