package io.github.idempotency.spring.operation;

import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashSet;
import java.util.Set;
import org.springframework.core.ResolvableType;

/** Puts what is known of type variables into a type, with all of its generics. */
final class GenericTypes {

    private GenericTypes() {}

    /** The type with every variable replaced that the context gives a meaning; others stay what they are. */
    static Type resolved(ResolvableType type) {
        return resolved(type, Set.of());
    }

    private static Type resolved(ResolvableType type, Set<Type> outerVariables) {
        Type declared = type.getType();
        Class<?> raw = type.resolve();
        // A bound may refer to its own variable, as in T extends Comparable<T>.
        if (declared instanceof Class<?> || raw == null || outerVariables.contains(declared)) {
            return raw == null ? declared : raw;
        }
        Set<Type> variables = new HashSet<>(outerVariables);
        if (declared instanceof TypeVariable<?>) {
            variables.add(declared);
        }
        if (raw.isArray()) {
            Type component = resolved(type.getComponentType(), variables);
            return component instanceof Class<?> known ? known.arrayType() : declared;
        }
        ResolvableType[] generics = type.getGenerics().clone();
        for (int i = 0; i < generics.length; i++) {
            generics[i] = ResolvableType.forType(resolved(generics[i], variables));
        }
        return generics.length == 0
                ? raw
                : ResolvableType.forClassWithGenerics(raw, generics).getType();
    }
}
