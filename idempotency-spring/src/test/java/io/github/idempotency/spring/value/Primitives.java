package io.github.idempotency.spring.value;

import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.scene.Effects;

/** Primitive values at their limits, chosen by the argument, which is the key as well. */
class Primitives {

    @Idempotent(key = "#value")
    public boolean aBoolean(boolean value) {
        Effects.next();
        return value;
    }

    @Idempotent(key = "#value")
    public byte aByte(byte value) {
        Effects.next();
        return value;
    }

    @Idempotent(key = "#value")
    public short aShort(short value) {
        Effects.next();
        return value;
    }

    @Idempotent(key = "#id")
    public char aChar(int id, char value) {
        Effects.next();
        return value;
    }

    @Idempotent(key = "#value")
    public int anInt(int value) {
        Effects.next();
        return value;
    }

    @Idempotent(key = "#value")
    public long aLong(long value) {
        Effects.next();
        return value;
    }

    @Idempotent(key = "#value")
    public float aFloat(float value) {
        Effects.next();
        return value;
    }

    @Idempotent(key = "#value")
    public double aDouble(double value) {
        Effects.next();
        return value;
    }

    @Idempotent(key = "#id")
    public void nothing(String id) {
        Effects.next();
    }

    @Idempotent(key = "#id")
    public Void boxedNothing(String id) {
        Effects.next();
        return null;
    }
}
