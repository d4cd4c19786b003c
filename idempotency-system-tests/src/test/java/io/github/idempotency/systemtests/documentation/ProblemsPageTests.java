package io.github.idempotency.systemtests.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import io.github.idempotency.web.http.Problem;
import io.github.idempotency.web.http.Problems;
import io.github.idempotency.web.http.WebSettings;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The {@code type} of every problem leads to its section of {@code docs/problems.md}. */
class ProblemsPageTests {

    private static final Pattern SECTION =
            Pattern.compile("^## (\\S+)$(.*?)(?=^## |\\z)", Pattern.MULTILINE | Pattern.DOTALL);

    private final Map<String, String> sections = sections();

    /** Everything the library can answer with. */
    static Stream<Problem> problems() {
        Problems problems = new Problems(WebSettings.defaults());
        return Stream.concat(
                Stream.of(Rejection.values()).map(why -> problems.of(new CallRejectedException(why, why.name()))),
                Stream.of(problems.unsupported()));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void everyProblemHasItsSection(Problem problem) {
        URI type = URI.create(problem.type());
        assertThat(type.getFragment()).isEqualTo(problem.code());
        assertThat(sections).containsKey(problem.code());
        String text = sections.get(problem.code());
        assertThat(text).as("status").containsPattern("\\*\\*" + problem.status() + "\\b");
        assertThat(text).as("title").contains(problem.title());
        assertThat(text).as("whether to retry").contains("**What to do:**");
        assertThat(text.contains("`retryable`")).as("retryable").isEqualTo(problem.retryable());
        assertThat(text.contains("`Retry-After`")).as("Retry-After").isEqualTo(problem.retryable());
    }

    @ParameterizedTest
    @MethodSource("problems")
    void thePageIsTheOneTheTypesNameByDefault(Problem problem) {
        String path = URI.create(problem.type()).getPath();
        String page = path.substring(path.lastIndexOf('/') + 1);
        assertThat(Documents.root().resolve("docs").resolve(page + ".md"))
                .exists()
                .hasFileName("problems.md");
    }

    @Test
    void nothingIsDescribedThatCannotHappen() {
        List<String> codes = problems().map(Problem::code).toList();
        assertThat(sections.keySet()).containsExactlyInAnyOrderElementsOf(codes);
    }

    private static Map<String, String> sections() {
        String page = Documents.text(Documents.root().resolve("docs/problems.md"));
        Map<String, String> sections = new LinkedHashMap<>();
        Matcher matcher = SECTION.matcher(page);
        while (matcher.find()) {
            assertThat(sections.put(matcher.group(1), matcher.group(2))).isNull();
        }
        return sections;
    }
}
