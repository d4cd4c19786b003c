package io.github.idempotency.faults.shop;

import java.util.concurrent.TimeUnit;

/**
 * What a request asks for.
 *
 * @param before how long the work takes before its effect, in milliseconds
 * @param after how long it takes after its effect, in milliseconds
 */
record Work(int amount, int before, int after) {

    /** @param body three numbers with blanks between */
    static Work of(String body) {
        String[] parts = body.split(" ");
        return new Work(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    void prepare() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(before);
    }

    void finish() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(after);
    }
}
