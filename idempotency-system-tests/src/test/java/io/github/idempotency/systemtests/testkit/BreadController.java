package io.github.idempotency.systemtests.testkit;

import io.github.idempotency.spring.Idempotent;
import java.net.URI;
import java.util.concurrent.Callable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class BreadController {

    record Wish(String kind) {}

    record Bread(int number, String kind) {}

    private final Oven oven;

    BreadController(Oven oven) {
        this.oven = oven;
    }

    @Idempotent
    @PostMapping("/breads")
    ResponseEntity<Bread> bake(@RequestBody Wish wish) {
        int number = oven.bake();
        return ResponseEntity.created(URI.create("/breads/" + number)).body(new Bread(number, wish.kind()));
    }

    @Idempotent
    @PostMapping("/slow-breads")
    Callable<Bread> bakeSlowly(@RequestBody Wish wish) {
        return () -> new Bread(oven.bake(), wish.kind());
    }

    @PostMapping("/crumbs")
    Bread crumble(@RequestBody Wish wish) {
        return new Bread(oven.bake(), wish.kind());
    }
}
