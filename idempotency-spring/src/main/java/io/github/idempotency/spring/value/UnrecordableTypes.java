package io.github.idempotency.spring.value;

import java.io.Closeable;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;

/** Types whose values are not data: they can be used up, or are views of something alive. */
public final class UnrecordableTypes {

    private UnrecordableTypes() {}

    /** Why values of this type cannot be recorded, or {@code null} if nothing speaks against it. */
    public static @Nullable String reason(Type type) {
        TypeVariable<?> open = openVariable(type);
        if (open != null) {
            return "the type variable " + open + " does not tell what to read it back as";
        }
        ResolvableType resolvable = ResolvableType.forType(type);
        Class<?> raw = resolvable.toClass();
        if (raw == CompletableFuture.class || raw == CompletionStage.class) {
            return reason(resolvable.getGeneric(0).getType());
        }
        if (Future.class.isAssignableFrom(raw)) {
            return "only CompletableFuture and CompletionStage tell when they are done";
        }
        if (BaseStream.class.isAssignableFrom(raw) || Iterator.class.isAssignableFrom(raw)) {
            return "it can be read only once";
        }
        if (Closeable.class.isAssignableFrom(raw)) {
            return "it is an open resource, not a value";
        }
        if (ReactiveAdapterRegistry.getSharedInstance().getAdapter(raw) != null) {
            return "reactive types are not supported on bean methods yet";
        }
        return null;
    }

    /** A type variable that nothing has given a meaning, anywhere in the type. */
    private static @Nullable TypeVariable<?> openVariable(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            return variable;
        }
        Type[] parts = {};
        if (type instanceof ParameterizedType parameterized) {
            parts = parameterized.getActualTypeArguments();
        } else if (type instanceof GenericArrayType array) {
            parts = new Type[] {array.getGenericComponentType()};
        } else if (type instanceof WildcardType wildcard) {
            parts = wildcard.getUpperBounds();
        }
        for (Type part : parts) {
            TypeVariable<?> open = openVariable(part);
            if (open != null) {
                return open;
            }
        }
        return null;
    }
}
