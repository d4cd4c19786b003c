package io.github.idempotency.benchmarks.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Measures a bare endpoint, one protected by this library and one protected by hand, in turns, so that whatever else the
 * machine does meets all of them alike. See {@link Options} for the arguments.
 */
public final class LoadRun {

    private static final int WARM_UP_CLIENTS = 16;

    private final Options options;
    private final KeyServer server;
    private final List<Target> targets;

    private LoadRun(Options options, KeyServer server, List<Target> targets) {
        this.options = options;
        this.server = server;
        this.targets = targets;
    }

    public static void main(String[] arguments) throws Exception {
        Options options = Options.parse(arguments);
        System.out.println(
                Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors, " + options);
        List<ShopProcess> shops = new ArrayList<>();
        try (KeyServer server = KeyServer.start(options.product())) {
            for (String variant : List.of("bare", "reference", "ours")) {
                shops.add(start(variant, options, server));
            }
            List<Target> targets =
                    new ArrayList<>(shops.stream().map(ShopProcess::target).toList());
            targets.addAll(options.others());
            new LoadRun(options, server, targets).run();
        } finally {
            for (ShopProcess shop : shops) {
                shop.close();
            }
        }
    }

    private static ShopProcess start(String variant, Options options, KeyServer server) throws Exception {
        List<String> all = new ArrayList<>(server.arguments());
        all.add("--spring.application.name=shop");
        all.add("--spring.profiles.active=" + variant + "," + options.product());
        all.add("--server.tomcat.max-keep-alive-requests=-1");
        all.add("--spring.threads.virtual.enabled=" + options.virtual());
        if (variant.equals("ours")) {
            all.addAll(options.settings());
        }
        return ShopProcess.start(
                variant, ProcessHandle.current().info().command().orElse("java"), all);
    }

    private void run() throws Exception {
        for (Target target : targets) {
            for (Keys keys : options.keys()) {
                Round warmUp = new Round(target, keys, WARM_UP_CLIENTS, "warm-up");
                warmUp.prepare();
                warmUp.run(TimeUnit.SECONDS.toNanos(options.warmUp()));
            }
        }
        for (Keys keys : options.keys()) {
            for (int clients : options.clients()) {
                measure(keys, clients);
            }
        }
    }

    private void measure(Keys keys, int clients) throws Exception {
        String run = UUID.randomUUID().toString();
        for (Target target : targets) {
            new Round(target, keys, clients, run).prepare();
        }
        Report report = new Report(keys + " keys, " + clients + " clients", targets);
        List<Target> turn = new ArrayList<>(targets);
        for (int i = 0; i < options.rounds(); i++) {
            for (Target target : turn) {
                report.add(target, measure(target, keys, clients, run));
            }
            Collections.rotate(turn, 1);
        }
        System.out.println(report);
    }

    private Report.Line measure(Target target, Keys keys, int clients, String run) throws Exception {
        long executions = target.executions();
        long application = target.processorNanos();
        long store = server.processorNanos();
        Round.Result result = new Round(target, keys, clients, run).run(TimeUnit.SECONDS.toNanos(options.seconds()));
        long executed = target.executions() - executions;
        long expected = keys == Keys.NEW || target.name().equals("bare") ? result.requests() : 0;
        if (executed != expected) {
            throw new IllegalStateException(
                    target.name() + " executed " + executed + " payments instead of " + expected);
        }
        double requests = result.requests();
        return new Report.Line(
                result.perSecond(),
                result.percentile(0.5),
                result.percentile(0.99),
                (target.processorNanos() - application) / requests / 1_000,
                (server.processorNanos() - store) / requests / 1_000);
    }
}
