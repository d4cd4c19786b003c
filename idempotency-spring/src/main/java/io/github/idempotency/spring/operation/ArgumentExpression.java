package io.github.idempotency.spring.operation;

import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.ExpressionState;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.SpelNodeImpl;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/**
 * A SpEL expression over the arguments of one method: {@code #name}, {@code #p0}, {@code #a0}, {@code #root} for the bean
 * and {@code @bean} for others. Parsed once; thread-safe.
 */
public final class ArgumentExpression {

    static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    private static final SpelExpressionParser PARSER = new SpelExpressionParser();

    private final String text;
    private final SpelExpression expression;
    private final List<SpelNode> joinedValues;
    private final Method method;
    private final Class<?> targetClass;
    private final BeanFactoryResolver beans;

    private ArgumentExpression(String text, boolean key, Method method, Class<?> targetClass, BeanFactory beanFactory) {
        this.text = text;
        this.method = method;
        this.targetClass = targetClass;
        this.beans = new BeanFactoryResolver(beanFactory);
        this.expression = parse(text, method, targetClass);
        ExpressionCheck.check(text, expression.getAST(), method, targetClass);
        this.joinedValues = key ? ExpressionTree.joinedValues(expression.getAST()) : List.of();
    }

    /** An expression for a key: it is null if a part of it that is joined by {@code +} is. */
    static ArgumentExpression ofKey(String text, Method method, Class<?> targetClass, BeanFactory beanFactory) {
        return new ArgumentExpression(text, true, method, targetClass, beanFactory);
    }

    /** An expression whose value is taken as it is. */
    static ArgumentExpression ofFingerprint(String text, Method method, Class<?> targetClass, BeanFactory beanFactory) {
        return new ArgumentExpression(text, false, method, targetClass, beanFactory);
    }

    private static SpelExpression parse(String text, Method method, Class<?> targetClass) {
        try {
            return PARSER.parseRaw(text);
        } catch (ParseException e) {
            throw new OperationMistakeException(
                    IdempotentOperation.describe(method, targetClass),
                    "'" + text + "' is not a SpEL expression (" + e.getSimpleMessage() + ").",
                    "Write it over the parameters, like \"#order.id\".",
                    e);
        }
    }

    /**
     * The expression's value for one call.
     *
     * @throws ExpressionFailedException if it cannot be evaluated
     */
    public @Nullable Object valueFor(@Nullable Object target, @Nullable Object[] arguments) {
        MethodBasedEvaluationContext context = new MethodBasedEvaluationContext(target, method, arguments, NAMES);
        context.setBeanResolver(beans);
        try {
            return lacksPart(context) ? null : expression.getValue(context);
        } catch (RuntimeException e) {
            // Messages of causes quote argument values, so only their kind and place are told.
            throw new ExpressionFailedException(
                    "The expression \"" + text + "\" of @Idempotent on "
                            + IdempotentOperation.describe(method, targetClass)
                            + " cannot be evaluated for these arguments (" + ExpressionCheck.kindOf(e)
                            + "). Use ?. where a part may be null.",
                    null);
        }
    }

    /** Text joined with null reads "null", and all calls without a value would share one key. */
    private boolean lacksPart(MethodBasedEvaluationContext context) {
        if (joinedValues.isEmpty()) {
            return false;
        }
        ExpressionState state = new ExpressionState(context);
        boolean allBlank = true;
        for (SpelNode node : joinedValues) {
            Object value = ((SpelNodeImpl) node).getValue(state);
            if (value == null) {
                return true;
            }
            allBlank &= value.toString().isBlank();
        }
        return allBlank;
    }

    @Override
    public String toString() {
        return text;
    }
}
