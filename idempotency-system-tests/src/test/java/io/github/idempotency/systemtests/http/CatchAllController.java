package io.github.idempotency.systemtests.http;

import io.github.idempotency.spring.Idempotent;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** In a shop whose advice catches everything there is. */
@RestController
class CatchAllController {

    /** As many applications have it. */
    @RestControllerAdvice(assignableTypes = CatchAllController.class)
    static class CatchAll {

        @ExceptionHandler
        ResponseEntity<String> everything(Throwable failure) {
            return ResponseEntity.internalServerError().body("caught");
        }
    }

    private final Runs runs;
    private final Doors doors;

    CatchAllController(Runs runs, Doors doors) {
        this.runs = runs;
        this.doors = doors;
    }

    @PostMapping("/catch-all/{door}")
    @Idempotent
    String place(@PathVariable String door, @RequestBody String body) {
        int run = runs.add("catch-all");
        doors.pass(door);
        if (run == 1 && body.equals("fail")) {
            throw new IllegalStateException("on purpose");
        }
        return "run " + run;
    }

    @ExceptionHandler
    ResponseEntity<String> nearby(RuntimeException failure) {
        return ResponseEntity.internalServerError().body("caught nearby");
    }
}
