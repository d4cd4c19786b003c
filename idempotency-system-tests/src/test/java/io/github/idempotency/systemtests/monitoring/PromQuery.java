package io.github.idempotency.systemtests.monitoring;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a PromQL expression names: as much of the language as the shipped queries use. Whatever else it meets is an error, so
 * that nothing goes unseen.
 *
 * @param selectors the metrics that are asked for, with the conditions on their labels
 * @param groupings the labels that results are grouped by
 */
record PromQuery(List<Selector> selectors, Set<String> groupings) {

    /** A metric with conditions on its labels. */
    record Selector(String metric, List<Condition> conditions) {}

    /** A condition on a label, such as {@code failed="true"}; {@code operator} is one of {@code = != =~ !~}. */
    record Condition(String label, String operator, String value) {

        /** The values it names, without patterns for any value. */
        List<String> values() {
            return operator.endsWith("~")
                    ? List.of(value.split("\\|")).stream()
                            .filter(it -> !it.equals(".*"))
                            .toList()
                    : List.of(value);
        }
    }

    private static final Set<String> FUNCTIONS =
            Set.of("sum", "avg", "max", "rate", "increase", "avg_over_time", "histogram_quantile");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "offset");
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:(?<string>\"[^\"\\\\]*\")|(?<name>[a-zA-Z_][a-zA-Z0-9_]*)"
                    + "|(?<number>[0-9.]+[smhd]?)|(?<sign>=~|!~|!=|>=|<=|[-+*/<>=(){}\\[\\],]))\\s*");

    static PromQuery parse(String expression) {
        return new Parser(tokens(expression), expression).parse();
    }

    private static List<String> tokens(String expression) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(expression);
        int position = 0;
        while (position < expression.length()) {
            if (!matcher.find(position) || matcher.start() != position) {
                throw new IllegalArgumentException("Not understood: " + expression.substring(position));
            }
            tokens.add(matcher.group().strip());
            position = matcher.end();
        }
        return tokens;
    }

    private static final class Parser {

        private final List<String> tokens;
        private final String expression;
        private final List<Selector> selectors = new ArrayList<>();
        private final Set<String> groupings = new LinkedHashSet<>();
        private int next;

        private Parser(List<String> tokens, String expression) {
            this.tokens = tokens;
            this.expression = expression;
        }

        private PromQuery parse() {
            int depth = 0;
            while (next < tokens.size()) {
                String token = tokens.get(next++);
                if (token.equals("(")) {
                    depth++;
                } else if (token.equals(")")) {
                    depth--;
                } else if (token.matches("[a-zA-Z_].*")) {
                    name(token);
                } else if (token.matches("[{}\"=].*|!=|[!=]~")) {
                    throw new IllegalArgumentException("No place for " + token + " in " + expression);
                }
            }
            if (depth != 0 || selectors.isEmpty()) {
                throw new IllegalArgumentException("Not a whole query: " + expression);
            }
            return new PromQuery(List.copyOf(selectors), Set.copyOf(groupings));
        }

        private void name(String name) {
            if (name.equals("by")) {
                expect("(");
                do {
                    groupings.add(tokens.get(next++));
                } while (separator(")"));
            } else if (FUNCTIONS.contains(name) || OPERATORS.contains(name)) {
                return;
            } else if (peek("(")) {
                throw new IllegalArgumentException("Unknown function " + name + " in " + expression);
            } else {
                selectors.add(new Selector(name, conditions()));
            }
        }

        private List<Condition> conditions() {
            List<Condition> conditions = new ArrayList<>();
            if (peek("{")) {
                next++;
                do {
                    String label = tokens.get(next++);
                    String operator = tokens.get(next++);
                    String value = tokens.get(next++);
                    conditions.add(new Condition(label, operator, value.substring(1, value.length() - 1)));
                } while (separator("}"));
            }
            return conditions;
        }

        private boolean peek(String token) {
            return next < tokens.size() && tokens.get(next).equals(token);
        }

        private void expect(String token) {
            if (!peek(token)) {
                throw new IllegalArgumentException("No " + token + " where there should be one in " + expression);
            }
            next++;
        }

        /** @return whether another element follows, rather than the end */
        private boolean separator(String end) {
            if (peek(",")) {
                next++;
                return true;
            }
            expect(end);
            return false;
        }
    }
}
