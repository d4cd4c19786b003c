package io.github.idempotency.benchmarks.footprint;

/**
 * What to measure.
 *
 * @param product the store: {@code redis}, {@code postgresql}, {@code mariadb} or {@code memory}
 * @param records how many keys are settled
 * @param body about how many bytes the body of an answer has
 * @param compressAbove how many bytes an answer may have that is recorded as it is
 * @param threads how many callers there are
 */
record Options(String product, int records, int body, long compressAbove, int threads) {

    private static final String USAGE = "Wanted: --product redis|postgresql|mariadb|memory [--records 1000000]"
            + " [--body 200] [--compress-above bytes] [--threads 16]";

    /** One in so many, for what needs no million to be measured. */
    private static final int FEWER = 25;

    static Options parse(String[] arguments) {
        String product = "";
        int records = 1_000_000;
        int body = 200;
        long compressAbove = Long.MAX_VALUE;
        int threads = 16;
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--product" -> product = value;
                case "--records" -> records = Integer.parseInt(value);
                case "--body" -> body = Integer.parseInt(value);
                case "--compress-above" -> compressAbove = Long.parseLong(value);
                case "--threads" -> threads = Integer.parseInt(value);
                default -> throw new IllegalArgumentException(USAGE);
            }
        }
        if (product.isEmpty() || arguments.length % 2 != 0) {
            throw new IllegalArgumentException(USAGE);
        }
        return new Options(product, records, body, compressAbove, threads);
    }

    int fewer() {
        return Math.max(1, records / FEWER);
    }

    @Override
    public String toString() {
        return product + ", " + records + " records, bodies of about " + body + " bytes, "
                + (compressAbove == Long.MAX_VALUE ? "not compressed" : "compressed above " + compressAbove) + ", "
                + threads + " callers";
    }
}
