package io.github.idempotency.spring.operation;

import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.spel.SpelEvaluationException;
import org.springframework.expression.spel.SpelNode;

/** Finds names in an expression that mean nothing: SpEL itself takes an unknown variable for null. */
final class ExpressionCheck {

    private static final Set<String> ALWAYS_THERE = Set.of("root", "this");

    private static final int DEEPEST_CAUSE = 20;

    private ExpressionCheck() {}

    /** @throws OperationMistakeException if the expression names a parameter the method does not have */
    static void check(String text, SpelNode root, Method method, Class<?> targetClass) {
        @Nullable String @Nullable [] discovered = ArgumentExpression.NAMES.getParameterNames(method);
        Set<String> names = new LinkedHashSet<>();
        for (String name : discovered == null ? new String[0] : discovered) {
            names.add(String.valueOf(name));
        }
        for (String variable : ExpressionTree.variables(root)) {
            if (!names.contains(variable) && !ALWAYS_THERE.contains(variable) && !isIndex(variable, method)) {
                throw new OperationMistakeException(
                        method,
                        targetClass,
                        "\"" + text + "\" names #" + variable + ", " + parameters(names, discovered == null, method)
                                + ".",
                        discovered == null
                                ? "Compile with -parameters, or count the parameters: #p0 is the first."
                                : "Correct the name, or give the method such a parameter.");
            }
        }
        String property = ExpressionTree.leadingProperty(root);
        if (names.contains(property)) {
            throw new OperationMistakeException(
                    method,
                    targetClass,
                    "\"" + text + "\" means a property of the bean, not the parameter " + property + ".",
                    "Write #" + property + ", or #root." + property + " if the property is meant.");
        }
    }

    private static boolean isIndex(String variable, Method method) {
        if (!variable.matches("[ap]\\d{1,3}")) {
            return false;
        }
        return Integer.parseInt(variable.substring(1)) < method.getParameterCount();
    }

    private static String parameters(Set<String> names, boolean unknown, Method method) {
        if (method.getParameterCount() == 0) {
            return "but the method has no parameters";
        }
        return unknown
                ? "but the names of the method's parameters are not in its class file"
                : "but the parameters are "
                        + names.stream().map(name -> "#" + name).collect(Collectors.joining(", "));
    }

    /** What went wrong and where, without anything that was passed in. */
    static String kindOf(RuntimeException failure) {
        if (failure instanceof SpelEvaluationException spel && spel.getCause() == null) {
            return spel.getMessageCode() + " at position " + spel.getPosition();
        }
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < DEEPEST_CAUSE; depth++) {
            root = root.getCause();
        }
        StackTraceElement[] trace = root.getStackTrace();
        return root.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
