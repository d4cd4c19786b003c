package io.github.idempotency.systemtests.http;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;

/** Looks after secrets. */
@Service
class VaultKeeper {

    private final Runs runs;

    VaultKeeper(Runs runs) {
        this.runs = runs;
    }

    @PreAuthorize("@permits.allow(authentication.name)")
    public String secret(String name) {
        return name + " " + runs.add("vault") + " ";
    }
}
