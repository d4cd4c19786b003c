package io.github.idempotency.systemtests.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Who may do what, from one moment to the next. */
@Component("permits")
class Permits {

    private final Set<String> revoked = ConcurrentHashMap.newKeySet();

    public boolean allow(String name) {
        return !revoked.contains(name);
    }

    void revoke(String name) {
        revoked.add(name);
    }

    void grantAll() {
        revoked.clear();
    }
}
