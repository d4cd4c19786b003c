package io.github.idempotency.benchmarks.load;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What to measure.
 *
 * @param product the server that keeps the keys
 * @param keys which keys clients send, one measurement for each kind
 * @param clients how many clients at once, one measurement for each number
 * @param warmUp for how many seconds every application is used with every kind of keys before anything counts; compilers are
 *     at work that long
 * @param rounds how often every application has its turn
 * @param seconds how long one turn takes
 * @param virtual whether requests are served by virtual threads, which needs Java 21
 * @param settings further arguments of our own application, to compare settings
 * @param others further applications, already running
 */
record Options(
        String product,
        List<Keys> keys,
        List<Integer> clients,
        int warmUp,
        int rounds,
        int seconds,
        boolean virtual,
        List<String> settings,
        List<Target> others) {

    private static final String USAGE =
            "Wanted: --product redis|postgresql [--keys new,duplicate] [--clients 1,16,64] [--warm-up 30] [--rounds 5]"
                    + " [--seconds 5] [--virtual] [--setting idempotency.x=y]... [--target name=http://127.0.0.1:port]...";

    static Options parse(String[] arguments) {
        String product = "";
        List<Integer> clients = List.of(1, 16, 64);
        List<Keys> keys = List.of(Keys.values());
        int warmUp = 30;
        int rounds = 5;
        int seconds = 5;
        boolean virtual = false;
        List<String> settings = new ArrayList<>();
        List<Target> others = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            String option = arguments[i];
            if (option.equals("--virtual")) {
                virtual = true;
                continue;
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(USAGE);
            }
            String value = arguments[++i];
            switch (option) {
                case "--product" -> product = value;
                case "--clients" ->
                    clients = Arrays.stream(value.split(","))
                            .map(Integer::valueOf)
                            .toList();
                case "--keys" ->
                    keys = Arrays.stream(value.split(","))
                            .map(it -> Keys.valueOf(it.toUpperCase(Locale.ROOT)))
                            .toList();
                case "--warm-up" -> warmUp = Integer.parseInt(value);
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--seconds" -> seconds = Integer.parseInt(value);
                case "--setting" -> settings.add("--" + value);
                case "--target" -> others.add(target(value));
                default -> throw new IllegalArgumentException(USAGE);
            }
        }
        return new Options(product, keys, clients, warmUp, rounds, seconds, virtual, settings, others);
    }

    private static Target target(String value) {
        int equals = value.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(USAGE);
        }
        return new Target(value.substring(0, equals), URI.create(value.substring(equals + 1)), null);
    }
}
