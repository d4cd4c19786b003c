package io.github.idempotency.systemtests.http;

import io.github.idempotency.spring.Idempotent;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Streams of events, declared so that nobody can see it at start-up, or by a method that is always safe. */
@RestController
@RequestMapping("/streams")
@Idempotent
class StreamController {

    private final Runs runs;
    private final Doors doors;

    StreamController(Runs runs, Doors doors) {
        this.runs = runs;
        this.doors = doors;
    }

    @PostMapping("/hidden/{door}")
    public Object hidden(@PathVariable String door) {
        return events(door);
    }

    @PostMapping(path = "/hidden-entity/{door}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    public ResponseEntity<?> hiddenEntity(@PathVariable String door) {
        return ResponseEntity.ok(events(door));
    }

    @GetMapping("/{door}")
    public SseEmitter safe(@PathVariable String door) {
        return events(door);
    }

    private SseEmitter events(String door) {
        SseEmitter emitter = new SseEmitter();
        int run = runs.add("stream");
        Thread source = new Thread(() -> {
            try {
                emitter.send("run " + run);
                doors.pass(door);
                emitter.send("end");
                emitter.complete();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        source.setDaemon(true);
        source.start();
        return emitter;
    }
}
