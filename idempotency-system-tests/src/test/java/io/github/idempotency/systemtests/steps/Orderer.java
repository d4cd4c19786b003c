package io.github.idempotency.systemtests.steps;

import com.zaxxer.hikari.HikariDataSource;
import io.github.idempotency.CallRejectedException;
import io.github.idempotency.TransactionMode;
import io.github.idempotency.WhenAbandoned;
import io.github.idempotency.WhenFails;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.engine.CallPolicy;
import io.github.idempotency.engine.EngineRegistry;
import io.github.idempotency.engine.EngineSettings;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.spring.IdempotentCall;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import io.github.idempotency.spring.transaction.SameTransactions;
import io.github.idempotency.spring.value.JacksonValueCodec;
import io.github.idempotency.spring.value.ValueCalls;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import io.github.idempotency.store.jdbc.JdbcStoreSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * The program of a process that places orders: {@code url user password books order=POINT…}. An order stands still at its
 * point, if it has one, until a line is read; it is repeated until it is answered.
 */
final class Orderer {

    private static final CallPolicy POLICY = new CallPolicy(
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            WhenInProgress.REJECT,
            Duration.ZERO,
            WhenAbandoned.REEXECUTE,
            WhenStoreFails.REFUSE,
            WhenFails.RELEASE,
            TransactionMode.SEPARATE);

    private final Map<String, Point> points = new ConcurrentHashMap<>();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final Books ours;
    private final Books theirs;
    private final IdempotencyTemplate template;
    private final IdempotencyTemplate transactional;

    private Orderer(HikariDataSource pool, DriverManagerDataSource elsewhere, String books) {
        ours = new Books(books, pool);
        theirs = new Books(books, elsewhere);
        IdempotencyEngine engine = new IdempotencyEngine(
                new JdbcIdempotencyStore(pool, JdbcStoreSettings.defaults().withTable(books)),
                EngineSettings.DEFAULTS,
                event -> {});
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("transactions", new DataSourceTransactionManager(pool));
        template = new IdempotencyTemplate(
                engine,
                new ValueCalls(new JacksonValueCodec(JsonMapper.shared())),
                "orders",
                POLICY,
                new SameTransactions(beans, new EngineRegistry(Map.of(), engine)));
        transactional = template.withTransaction(TransactionMode.SAME);
    }

    public static void main(String[] arguments) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(arguments[0]);
        pool.setUsername(arguments[1]);
        pool.setPassword(arguments[2]);
        Orderer orderer =
                new Orderer(pool, new DriverManagerDataSource(arguments[0], arguments[1], arguments[2]), arguments[3]);
        for (int i = 4; i < arguments.length; i++) {
            String[] order = arguments[i].split("=", 2);
            if (!order[1].isEmpty()) {
                orderer.points.put(order[0], Point.valueOf(order[1]));
            }
            new Thread(() -> orderer.placeUntilAnswered(order[0])).start();
        }
        Scanner commands = new Scanner(System.in, StandardCharsets.UTF_8);
        commands.nextLine();
        orderer.goOn.countDown();
        // Whoever started this process ends it: one that has gone by itself looks like one that failed.
        while (commands.hasNextLine()) {
            commands.nextLine();
        }
    }

    private void placeUntilAnswered(String order) {
        while (true) {
            try {
                String answer = template.execute(order, String.class, () -> place(order));
                System.out.println("answered " + order + " " + answer);
                return;
            } catch (CallRejectedException e) {
                if (!e.rejection().retryable()) {
                    throw e;
                }
                pause();
            }
        }
    }

    private String place(String order) {
        at(Point.BEFORE_RESERVE, order);
        String reservation = template.step(
                "reserve", String.class, () -> callForeign("reserve", order, Point.IN_RESERVE, Point.RESERVED));
        at(Point.BEFORE_DEBIT, order);
        transactional.step("debit", () -> {
            theirs.ran(order, "debit");
            at(Point.IN_DEBIT, order);
            ours.debit(order);
            at(Point.DEBITED, order);
        });
        at(Point.BEFORE_SHIP, order);
        String shipment =
                template.step("ship", String.class, () -> callForeign("ship", order, Point.IN_SHIP, Point.SHIPPED));
        at(Point.AFTER_SHIP, order);
        return reservation + "+" + shipment;
    }

    private String callForeign(String what, String order, Point before, Point after) {
        theirs.ran(order, what);
        at(before, order);
        String callKey = IdempotentCall.current().orElseThrow().downstreamKey();
        String answer = theirs.foreign(callKey, order, what);
        at(after, order);
        return answer;
    }

    private void at(Point point, String order) {
        if (points.remove(order, point)) {
            System.out.println("reached " + order);
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
