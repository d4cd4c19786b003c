package io.github.idempotency.sample.keyless;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A deterministic calculation: no clock, no random number, nothing read and nothing stored, so that repeating it is
 * merely work. Even the id follows from the content.
 */
record Quote(String id, String item, int quantity, BigDecimal unitPrice, BigDecimal discount, BigDecimal total) {

    private static final int QUANTITY_WITH_DISCOUNT = 100;
    private static final BigDecimal DISCOUNT = new BigDecimal("0.05");

    static Quote of(String item, int quantity, BigDecimal unitPrice) {
        BigDecimal price = unitPrice.setScale(2, RoundingMode.UNNECESSARY);
        BigDecimal gross = price.multiply(BigDecimal.valueOf(quantity));
        BigDecimal rate = quantity >= QUANTITY_WITH_DISCOUNT ? DISCOUNT : BigDecimal.ZERO;
        BigDecimal discount = gross.multiply(rate).setScale(2, RoundingMode.HALF_EVEN);
        String content = quantity + "|" + price + "|" + item;
        String id =
                UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8)).toString();
        return new Quote(id, item, quantity, price, discount, gross.subtract(discount));
    }
}
