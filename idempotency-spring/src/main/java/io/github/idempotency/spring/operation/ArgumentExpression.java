package io.github.idempotency.spring.operation;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.EvaluationException;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/**
 * A SpEL expression over the arguments of one method: {@code #name}, {@code #p0}, {@code #a0}, {@code #root} for the bean
 * and {@code @bean} for others. Parsed once; thread-safe.
 */
public final class ArgumentExpression {

    private static final SpelExpressionParser PARSER = new SpelExpressionParser();
    private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    private final String text;
    private final Expression expression;
    private final Method method;
    private final Class<?> targetClass;
    private final BeanFactoryResolver beans;

    ArgumentExpression(String text, Method method, Class<?> targetClass, BeanFactory beanFactory) {
        this.text = text;
        this.method = method;
        this.targetClass = targetClass;
        this.beans = new BeanFactoryResolver(beanFactory);
        try {
            this.expression = PARSER.parseExpression(text);
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
        MethodBasedEvaluationContext context =
                new MethodBasedEvaluationContext(target, method, arguments, NAMES);
        context.setBeanResolver(beans);
        try {
            return expression.getValue(context);
        } catch (EvaluationException e) {
            // The cause's message may quote argument values, so it is kept as the cause only.
            throw new ExpressionFailedException(
                    "The expression \"" + text + "\" of @Idempotent on "
                            + IdempotentOperation.describe(method, targetClass)
                            + " cannot be evaluated for these arguments. Check the names in it (compile with"
                            + " -parameters) and use ?. where a part may be null.",
                    e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
