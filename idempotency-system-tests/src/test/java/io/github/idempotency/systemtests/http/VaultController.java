package io.github.idempotency.systemtests.http;

import io.github.idempotency.spring.Idempotent;
import java.security.Principal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PostAuthorize;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells the caller what belongs to the caller alone. */
@RestController
@RequestMapping("/vault")
class VaultController {

    private final Runs runs;
    private final Doors doors;
    private final VaultKeeper keeper;

    VaultController(Runs runs, Doors doors, VaultKeeper keeper) {
        this.runs = runs;
        this.doors = doors;
        this.keeper = keeper;
    }

    @PostMapping({"/secret", "/open/secret"})
    @Idempotent
    String secret(@Nullable Principal caller, @RequestBody String body) {
        return secretOf(caller) + body;
    }

    @PostMapping("/slow/{door}")
    @Idempotent
    String slow(Principal caller, @PathVariable String door) {
        String secret = secretOf(caller);
        doors.pass(door);
        return secret;
    }

    @PostMapping("/later")
    @Idempotent
    Callable<String> later(Principal caller, @RequestBody String body) {
        return () -> secretOf(caller) + body;
    }

    @PostMapping("/by-method")
    @Idempotent
    @PreAuthorize("@permits.allow(authentication.name)")
    String byMethod(Principal caller, @RequestBody String body) {
        return secretOf(caller) + body;
    }

    /** The handler itself may be called by everybody, what it calls may not. */
    @PostMapping("/by-service")
    @Idempotent
    String byService(Principal caller, @RequestBody String body) {
        return keeper.secret(caller.getName()) + body;
    }

    /** Finds out too late. */
    @PostMapping("/afterwards")
    @Idempotent
    @PostAuthorize("@permits.allow(authentication.name)")
    String afterwards(Principal caller, @RequestBody String body) {
        return secretOf(caller) + body;
    }

    private String secretOf(@Nullable Principal caller) {
        return (caller == null ? "nobody" : caller.getName()) + " " + runs.add("vault") + " ";
    }
}
