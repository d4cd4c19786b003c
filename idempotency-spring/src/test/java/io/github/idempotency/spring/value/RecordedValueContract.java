package io.github.idempotency.spring.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.codec.ValueCodec;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.scene.Effects;
import io.github.idempotency.spring.scene.Scene;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every codec must be able to give back: values as they were, whatever their type. */
abstract class RecordedValueContract {

    private Scene scene;

    abstract ValueCodec codec();

    @BeforeEach
    void start() {
        scene = Scene.builder()
                .codec(codec())
                .with(
                        Values.class,
                        Primitives.class,
                        GenericValues.OfReceipts.class,
                        GenericValues.OfReceiptLists.class)
                .start();
        Effects.reset();
    }

    @AfterEach
    void stop() {
        scene.close();
    }

    @TestFactory
    List<DynamicTest> theSecondCallGetsTheValueOfTheFirst() {
        List<DynamicTest> tests = new ArrayList<>();
        Values values = scene.bean(Values.class);
        for (Method method : Values.class.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Idempotent.class)) {
                tests.add(DynamicTest.dynamicTest(method.getName(), () -> {
                    Effects.reset();
                    Object first = method.invoke(values, "id");
                    Object second = method.invoke(values, "id");

                    assertThat(Effects.count()).isEqualTo(1);
                    assertThat(second).isEqualTo(first);
                }));
            }
        }
        assertThat(tests).hasSizeGreaterThan(35);
        return tests;
    }

    @Test
    void mapsKeepTheirOrder() {
        Values bean = scene.bean(Values.class);

        bean.aMapInItsOrder("id");

        assertThat(bean.aMapInItsOrder("id").keySet()).containsExactly("z", "a", "m");
    }

    @Test
    void typeVariablesOfTheClassAreResolved() {
        GenericValues.OfReceipts bean = scene.bean(GenericValues.OfReceipts.class);
        Values.Receipt first = bean.find("a");
        Map<String, List<Values.Receipt>> all = bean.findAll("a");

        assertThat(bean.find("a")).isEqualTo(first);
        assertThat(bean.findAll("a")).isEqualTo(all);
        assertThat(Effects.count()).isEqualTo(2);
    }

    @Test
    void typeVariablesThatStandForGenericTypesKeepTheirGenerics() {
        GenericValues.OfReceiptLists bean = scene.bean(GenericValues.OfReceiptLists.class);
        List<Values.Receipt> first = bean.find("a");
        Map<String, List<List<Values.Receipt>>> all = bean.findAll("a");

        assertThat(bean.find("a")).isEqualTo(first);
        assertThat(bean.findAll("a")).isEqualTo(all);
        assertThat(Effects.count()).isEqualTo(2);
    }

    @Test
    void primitivesKeepTheirLimits() {
        Primitives bean = scene.bean(Primitives.class);

        assertKept(bean::aBoolean, true, false);
        assertKept(bean::aByte, Byte.MIN_VALUE, Byte.MAX_VALUE);
        assertKept(bean::aShort, Short.MIN_VALUE, Short.MAX_VALUE);
        assertKept(value -> bean.aChar((int) value, value), '\0', 'a', '"', '\u20ac', '\uffff');
        assertKept(bean::anInt, Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE);
        assertKept(bean::aLong, Long.MIN_VALUE, (1L << 53) + 1, Long.MAX_VALUE);
        assertKept(
                bean::aFloat,
                Float.MIN_VALUE,
                Float.MAX_VALUE,
                -0.0f,
                0.1f,
                Float.NaN,
                Float.POSITIVE_INFINITY,
                Float.NEGATIVE_INFINITY);
        assertKept(
                bean::aDouble,
                Double.MIN_VALUE,
                Double.MAX_VALUE,
                -0.0,
                0.1,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY);
    }

    @SafeVarargs
    private static <T> void assertKept(Function<T, T> call, T... values) {
        Effects.reset();
        for (T value : values) {
            assertThat(call.apply(value)).isEqualTo(value);
            assertThat(call.apply(value)).isEqualTo(value);
        }
        assertThat(Effects.count()).isEqualTo(values.length);
    }

    @Test
    void methodsThatReturnNothingRunOnceToo() {
        Primitives bean = scene.bean(Primitives.class);

        bean.nothing("a");
        bean.nothing("a");
        assertThat(bean.boxedNothing("a")).isNull();
        assertThat(bean.boxedNothing("a")).isNull();

        assertThat(Effects.count()).isEqualTo(2);
    }
}
