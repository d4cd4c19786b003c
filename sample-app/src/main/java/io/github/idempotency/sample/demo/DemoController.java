package io.github.idempotency.sample.demo;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.sample.demo.DemoState.Charges;
import io.github.idempotency.sample.demo.DemoState.KeyRecord;
import io.github.idempotency.sample.demo.DemoState.Store;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.RecordInspector;
import io.github.idempotency.store.RecordView;
import io.github.idempotency.store.StoreUnavailableException;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the page asks for besides the meters, and the plug of the store. */
@RestController
@RequestMapping("/demo")
class DemoController {

    record Power(boolean on) {}

    private final JdbcClient jdbc;
    private final CallLog log;
    private final StoreSwitch storeSwitch;
    private final IdempotencyStore store;

    DemoController(JdbcClient jdbc, CallLog log, StoreSwitch storeSwitch, IdempotencyStore store) {
        this.jdbc = jdbc;
        this.log = log;
        this.storeSwitch = storeSwitch;
        this.store = store;
    }

    /** @param key as the visitor sends it */
    @GetMapping("/state")
    DemoState state(@RequestParam String key, @RequestParam String reference) {
        return new DemoState(
                new Store(store.traits().name(), storeSwitch.isOn()),
                record(log.key(key)),
                charges(reference),
                jdbc.sql("select count(*) from payments").query(Long.class).single(),
                log.newest());
    }

    @PutMapping("/store")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void turn(@RequestBody Power power) {
        storeSwitch.turn(power.on());
    }

    private Charges charges(String reference) {
        return jdbc.sql("select count(*), coalesce(sum(amount), 0) from payments where reference = :reference")
                .param("reference", reference)
                .query((row, number) -> new Charges(row.getLong(1), row.getBigDecimal(2)))
                .single();
    }

    private KeyRecord record(Optional<IdempotencyKey> key) {
        if (key.isEmpty() || !(store instanceof RecordInspector inspector)) {
            return KeyRecord.without("none", null);
        }
        String digest = key.get().toString();
        try {
            return inspector
                    .find(key.get())
                    .map(view -> shown(view, digest))
                    .orElseGet(() -> KeyRecord.without("none", digest));
        } catch (StoreUnavailableException e) {
            return KeyRecord.without("unknown", digest);
        }
    }

    private static KeyRecord shown(RecordView view, String digest) {
        return new KeyRecord(
                view.state().name().toLowerCase(Locale.ROOT),
                digest,
                view.attempt(),
                view.lease().toMillis(),
                view.retention().toMillis(),
                view.payloadBytes());
    }
}
