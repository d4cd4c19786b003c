package io.github.idempotency.systemtests.http;

import io.github.idempotency.WhenAbandoned;
import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.spring.Idempotent;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Operations with leases and retentions a test can wait for. The second run and later ones pass the door unseen. */
@RestController
@RequestMapping("/leases")
class LeaseController {

    static final long LEASE_MILLIS = 1_500;

    private static final String LEASE = LEASE_MILLIS + "ms";

    private final Runs runs;
    private final Doors doors;

    LeaseController(Runs runs, Doors doors) {
        this.runs = runs;
        this.doors = doors;
    }

    @PostMapping("/reexecute/{status}/{door}")
    @Idempotent(lease = LEASE)
    ResponseEntity<String> reexecute(@PathVariable int status, @PathVariable String door) {
        return answer(status, door);
    }

    @PostMapping("/hold/{status}/{door}")
    @Idempotent(lease = LEASE, whenAbandoned = WhenAbandoned.HOLD)
    ResponseEntity<String> hold(@PathVariable int status, @PathVariable String door) {
        return answer(status, door);
    }

    @PostMapping("/brief/{status}/{door}")
    @Idempotent(lease = LEASE, retention = "2s")
    ResponseEntity<String> brief(@PathVariable int status, @PathVariable String door) {
        return answer(status, door);
    }

    /** For tests that only wait for the end. */
    @PostMapping("/fleeting/{status}/{door}")
    @Idempotent(lease = "200ms", retention = "200ms")
    ResponseEntity<String> fleeting(@PathVariable int status, @PathVariable String door) {
        return answer(status, door);
    }

    @PostMapping("/short/{status}/{door}")
    @Idempotent(lease = "300ms")
    ResponseEntity<String> shortLease(@PathVariable int status, @PathVariable String door) {
        return answer(status, door);
    }

    @PostMapping("/proceed/{status}/{door}")
    @Idempotent(whenStoreFails = WhenStoreFails.PROCEED)
    ResponseEntity<String> proceed(@PathVariable int status, @PathVariable String door) {
        return answer(status, door);
    }

    private ResponseEntity<String> answer(int status, String door) {
        int run = runs.add("lease");
        if (run == 1) {
            doors.pass(door);
        }
        return ResponseEntity.status(run == 1 ? status : 200).body("run " + run);
    }
}
