package io.github.idempotency.spring.aot;

import io.github.idempotency.spring.Idempotent;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** Hints that do not depend on the application's own classes. */
final class IdempotentRuntimeHints implements RuntimeHintsRegistrar {

    private static final String TRANSACTION_ASPECT =
            "org.springframework.transaction.interceptor.TransactionAspectSupport";

    /** What keys and names of principals mostly are: whether such an object has a text of its own is looked up. */
    private static final List<Class<?>> KEY_TYPES = List.of(
            String.class,
            Character.class,
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            BigInteger.class,
            BigDecimal.class,
            Enum.class,
            UUID.class,
            URI.class,
            Instant.class,
            LocalDate.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            ZonedDateTime.class);

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        // The attributes are read by reflection; those of a meta-annotation come through a proxy.
        hints.reflection().registerType(Idempotent.class, MemberCategory.INVOKE_DECLARED_METHODS);
        hints.proxies().registerJdkProxy(Idempotent.class);
        KEY_TYPES.forEach(type -> registerText(hints, type));
        if (ClassUtils.isPresent(TRANSACTION_ASPECT, classLoader)) {
            Class<?> aspect = ClassUtils.resolveClassName(TRANSACTION_ASPECT, classLoader);
            register(hints, ReflectionUtils.findMethod(aspect, "getTransactionManagerBeanName"));
        }
    }

    /** Lets it be seen whether objects of this type have a text of their own. */
    static void registerText(RuntimeHints hints, Class<?> type) {
        register(hints, ReflectionUtils.findMethod(type, "toString"));
    }

    private static void register(RuntimeHints hints, @Nullable Method method) {
        if (method != null) {
            hints.reflection().registerMethod(method, ExecutableMode.INVOKE);
        }
    }
}
