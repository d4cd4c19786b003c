package io.github.idempotency.systemtests.documentation;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The texts in the main sources of the library, in which {@code …} stands for what is only known at run time, each with
 * the file it is in.
 */
final class SourceMessages {

    static final String VARIABLE = "…";

    private static final List<String> NOT_OF_THE_LIBRARY =
            List.of("sample-app", "idempotency-benchmarks", "idempotency-system-tests", "idempotency-test");

    /** What these refuse is the cause, and the message, of a mistake in an annotation or of the store's set-up. */
    private static final List<String> CAUSES = List.of(
            "CallPolicy.java",
            "EngineRegistry.java",
            "SameTransactions.java",
            "SqlDialects.java",
            "TransactionPlanner.java");

    /** What these make is logged, or stops the start, elsewhere. */
    private static final List<String> REPORTS =
            List.of("RedisServerCheck.java", "SchemaStatus.java", "UnsuitableDataSources.java");

    private final Map<String, String> all = new TreeMap<>();
    private final Map<String, String> toBeExplained = new TreeMap<>();

    private SourceMessages() {}

    static SourceMessages read() throws IOException {
        SourceMessages messages = new SourceMessages();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources()));
            for (CompilationUnitTree file : task.parse()) {
                String name =
                        Path.of(file.getSourceFile().toUri()).getFileName().toString();
                messages.new Collector(name).scan(file, null);
            }
        }
        return messages;
    }

    /** Every text. */
    Map<String, String> all() {
        return all;
    }

    /** The texts of mistakes that stop the start, and of warnings and errors in the log. */
    Map<String, String> toBeExplained() {
        return toBeExplained;
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Documents.root())) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(SourceMessages::isOfTheLibrary)
                    .toList();
        }
    }

    private static boolean isOfTheLibrary(Path file) {
        Path inside = Documents.root().relativize(file);
        return inside.toString().contains("src/main/java")
                && !NOT_OF_THE_LIBRARY.contains(inside.getName(0).toString());
    }

    @SuppressWarnings("VoidUsed") // what the compiler's visitors are made of
    private final class Collector extends TreeScanner<Void, Void> {

        private final String file;

        private Collector(String file) {
            this.file = file;
        }

        @Override
        public Void visitBinary(BinaryTree tree, Void nothing) {
            if (tree.getKind() != Tree.Kind.PLUS) {
                return super.visitBinary(tree, nothing);
            }
            keep(tree);
            // What is joined is part of one text; what it is joined with may hold others.
            parts(tree).stream().filter(part -> !(part instanceof LiteralTree)).forEach(part -> scan(part, nothing));
            return null;
        }

        @Override
        public Void visitLiteral(LiteralTree tree, Void nothing) {
            keep(tree);
            return super.visitLiteral(tree, nothing);
        }

        @Override
        public Void visitNewClass(NewClassTree tree, Void nothing) {
            List<? extends ExpressionTree> arguments = tree.getArguments();
            switch (tree.getIdentifier().toString()) {
                case "StoreSetupException" -> explain(arguments.get(0));
                case "OperationMistakeException" -> {
                    boolean described = arguments.get(0).toString().contains("describe");
                    explain(arguments.get(described ? 1 : 2));
                }
                case "IllegalTransactionStateException" -> explain(arguments.get(0));
                case "IllegalArgumentException" -> {
                    if (CAUSES.contains(file)) {
                        explain(arguments.get(0));
                    }
                }
                default -> {}
            }
            return super.visitNewClass(tree, nothing);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree tree, Void nothing) {
            List<? extends ExpressionTree> arguments = tree.getArguments();
            switch (name(tree)) {
                case "log.warn", "log.error" -> explain(arguments.get(0));
                case "PropertyCheck.require", "require" -> explain(arguments.get(arguments.size() - 1));
                case "mistake" ->
                    arguments.stream()
                            .filter(argument -> text(argument).contains(" "))
                            .findFirst()
                            .ifPresent(this::explain);
                default -> {}
            }
            return super.visitMethodInvocation(tree, nothing);
        }

        private void keep(Tree tree) {
            String text = text(tree);
            if (isSentence(text)) {
                all.put(text, file);
                if (REPORTS.contains(file) && text.matches("[A-Z][a-z].*")) {
                    toBeExplained.put(text, file);
                }
            }
        }

        private void explain(Tree tree) {
            String text = text(tree);
            if (isSentence(text)) {
                toBeExplained.put(text, file);
            }
        }
    }

    private static boolean isSentence(String text) {
        return text.contains(" ") && text.chars().filter(Character::isLetter).count() >= 5;
    }

    private static String name(MethodInvocationTree call) {
        ExpressionTree method = call.getMethodSelect();
        return method instanceof MemberSelectTree || method instanceof IdentifierTree ? method.toString() : "";
    }

    private static List<Tree> parts(Tree tree) {
        if (tree instanceof BinaryTree binary && binary.getKind() == Tree.Kind.PLUS) {
            List<Tree> parts = new ArrayList<>(parts(binary.getLeftOperand()));
            parts.addAll(parts(binary.getRightOperand()));
            return parts;
        }
        return List.of(tree);
    }

    private static String text(Tree tree) {
        StringBuilder text = new StringBuilder();
        for (Tree part : parts(tree)) {
            text.append(
                    part instanceof LiteralTree literal && literal.getValue() instanceof String value
                            ? value.replace("{}", VARIABLE)
                            : VARIABLE);
        }
        return text.toString();
    }
}
