package io.github.idempotency.spring.operation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.InlineList;
import org.springframework.expression.spel.ast.OpPlus;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.VariableReference;

/** What an expression tells about itself before it is evaluated. */
final class ExpressionTree {

    private ExpressionTree() {}

    /** The names behind a {@code #}. */
    static Set<String> variables(SpelNode root) {
        Set<String> names = new LinkedHashSet<>();
        visit(root, node -> {
            if (node instanceof VariableReference) {
                names.add(node.toStringAST().substring(1));
            }
        });
        return names;
    }

    /** The property of the bean that an expression begins with, or an empty text. */
    static String leadingProperty(SpelNode root) {
        SpelNode first = root;
        while (first instanceof CompoundExpression || first instanceof OpPlus || first instanceof InlineList) {
            if (first.getChildCount() == 0) {
                return "";
            }
            first = first.getChild(0);
        }
        return first instanceof PropertyOrFieldReference property ? property.getName() : "";
    }

    /**
     * The variables and their properties that are joined by {@code +} whatever the values are; evaluating them a second
     * time does no harm.
     */
    static List<SpelNode> joinedValues(SpelNode root) {
        List<SpelNode> values = new ArrayList<>();
        collectJoined(root, false, values);
        return values;
    }

    private static void collectJoined(SpelNode node, boolean joined, List<SpelNode> values) {
        if (joined && isPlainValue(node)) {
            values.add(node);
        } else if (node instanceof OpPlus || node instanceof InlineList) {
            for (int i = 0; i < node.getChildCount(); i++) {
                collectJoined(node.getChild(i), node instanceof OpPlus, values);
            }
        }
    }

    private static boolean isPlainValue(SpelNode node) {
        if (node instanceof CompoundExpression) {
            for (int i = 0; i < node.getChildCount(); i++) {
                SpelNode part = node.getChild(i);
                if (!(part instanceof VariableReference) && !(part instanceof PropertyOrFieldReference)) {
                    return false;
                }
            }
            return true;
        }
        return node instanceof VariableReference;
    }

    private static void visit(SpelNode node, Consumer<SpelNode> visitor) {
        visitor.accept(node);
        for (int i = 0; i < node.getChildCount(); i++) {
            visit(node.getChild(i), visitor);
        }
    }
}
