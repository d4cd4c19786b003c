package io.github.idempotency.systemtests.http;

import io.github.idempotency.spring.Idempotent;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Orders: the ordinary protected endpoints. */
@RestController
@RequestMapping("/orders")
class OrderController {

    record Order(String item, int count) {}

    record Receipt(int number, String item, int count) {}

    private final Runs runs;

    OrderController(Runs runs) {
        this.runs = runs;
    }

    @PostMapping
    @Idempotent
    ResponseEntity<Receipt> place(@RequestBody Order order) {
        int number = runs.add("place");
        return ResponseEntity.created(URI.create("/orders/" + number))
                .body(new Receipt(number, order.item(), order.count()));
    }

    /** For clients that cannot send a key yet. */
    @PostMapping("/optional")
    @Idempotent(required = false)
    Receipt placeWithoutKey(@RequestBody Order order) {
        return new Receipt(runs.add("placeWithoutKey"), order.item(), order.count());
    }

    /** Says itself what tells two orders apart. */
    @PostMapping("/chosen")
    @Idempotent(fingerprint = "{#order.item, #order.count}")
    Receipt placeChosen(@RequestBody Order order) {
        return new Receipt(runs.add("chosen"), order.item(), order.count());
    }

    @PutMapping("/{id}")
    @Idempotent
    Receipt replace(@PathVariable int id, @RequestBody Order order) {
        runs.add("replace");
        return new Receipt(id, order.item() + runs.add("replace " + id), order.count());
    }

    @PatchMapping("/{id}")
    @Idempotent
    Receipt change(@PathVariable int id, @RequestBody Order order) {
        return new Receipt(id, order.item() + runs.add("change"), order.count());
    }

    @DeleteMapping("/{id}")
    @Idempotent
    String cancel(@PathVariable int id) {
        return "cancelled " + id + " as number " + runs.add("cancel");
    }

    /** Serves safe and unsafe methods alike. */
    @RequestMapping(
            path = "/count",
            method = {RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS, RequestMethod.POST})
    @Idempotent
    String count() {
        return "counted " + runs.add("count");
    }

    @PostMapping("/search")
    @Idempotent
    String search(@RequestParam(required = false) String item, @RequestParam(required = false) String[] tag) {
        return "searched " + runs.add("search");
    }

    @GetMapping("/{id}")
    ResponseEntity<String> read(@PathVariable int id) {
        runs.add("read");
        return ResponseEntity.notFound().build();
    }
}
