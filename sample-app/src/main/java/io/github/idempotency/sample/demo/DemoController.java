package io.github.idempotency.sample.demo;

import io.github.idempotency.sample.demo.DemoState.Charges;
import io.github.idempotency.sample.demo.DemoState.KeyRecord;
import io.github.idempotency.sample.demo.DemoState.Ledger;
import io.github.idempotency.sample.demo.DemoState.Store;
import io.github.idempotency.spring.operator.KeySearch;
import io.github.idempotency.spring.operator.OperatorException;
import io.github.idempotency.spring.operator.OperatorException.Reason;
import io.github.idempotency.spring.operator.RecordOffice;
import io.github.idempotency.spring.operator.RecordSearch;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.RecordView;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the page asks for besides the meters, and the plug of the store. */
@RestController
@ForTheDemo
@RequestMapping("/demo")
class DemoController {

    record Power(boolean on) {}

    private static final String OPERATION = "POST /payments";

    private final JdbcClient jdbc;
    private final CallLog log;
    private final StoreSwitch storeSwitch;
    private final IdempotencyStore store;
    private final RecordOffice records;
    private final boolean inMemory;
    private final long started;

    /** @param records where the actuator looks, too: it knows a key whoever has executed it, and whenever */
    DemoController(
            JdbcClient jdbc,
            CallLog log,
            StoreSwitch storeSwitch,
            IdempotencyStore store,
            RecordOffice records,
            Clock clock,
            @Value("${spring.datasource.url}") String database) {
        this.jdbc = jdbc;
        this.log = log;
        this.storeSwitch = storeSwitch;
        this.store = store;
        this.records = records;
        this.inMemory = database.startsWith("jdbc:h2:mem:");
        this.started = clock.millis();
    }

    /** @param key as the visitor sends it; in a header, because URLs are written into logs */
    @GetMapping("/state")
    DemoState state(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestParam String reference) {
        KeyRecord record = record(key);
        return new DemoState(
                new Store(store.traits().name(), storeSwitch.isOn()),
                record,
                charges(reference),
                new Ledger(
                        jdbc.sql("select count(*) from payments")
                                .query(Long.class)
                                .single(),
                        inMemory),
                started,
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

    private KeyRecord record(@Nullable String key) {
        if (key == null || key.isBlank()) {
            return KeyRecord.without("none");
        }
        KeySearch search = new KeySearch(OPERATION, List.of(key), "", List.of(), null);
        try {
            return shown(records.find(new RecordSearch(null, search, null)).view());
        } catch (OperatorException e) {
            return KeyRecord.without(e.reason() == Reason.NOT_FOUND ? "none" : "unknown");
        }
    }

    private static KeyRecord shown(RecordView view) {
        return new KeyRecord(
                view.state().name().toLowerCase(Locale.ROOT),
                view.key().hex(),
                view.attempt(),
                view.lease().toMillis(),
                view.retention().toMillis(),
                view.payloadBytes());
    }
}
