package io.github.idempotency.spring.value;

import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.scene.Effects;
import io.github.idempotency.spring.value.Values.Receipt;
import java.util.List;
import java.util.Map;

/** Methods whose types are decided by a subclass. */
final class GenericValues {

    private GenericValues() {}

    abstract static class Base<T> {
        abstract T make();

        @Idempotent(key = "#id")
        public T find(String id) {
            Effects.next();
            return make();
        }

        @Idempotent(key = "#id")
        public Map<String, List<T>> findAll(String id) {
            Effects.next();
            return Map.of("a", List.of(make(), make()));
        }
    }

    static class OfReceipts extends Base<Receipt> {
        @Override
        Receipt make() {
            return Values.receipt(1);
        }
    }

    abstract static class OfLists<T> extends Base<List<T>> {}

    static class OfReceiptLists extends OfLists<Receipt> {
        @Override
        List<Receipt> make() {
            return List.of(Values.receipt(1), Values.receipt(2));
        }
    }
}
