package io.github.idempotency.systemtests.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link between the pages leads somewhere, and every page can be reached and read. */
class LinksTests {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern BLOCK = Pattern.compile("```.*?```", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("`[^`\\n]*`");
    private static final Pattern HEADING = Pattern.compile("^#{1,6} (.+)$", Pattern.MULTILINE);
    private static final Pattern ANCHOR = Pattern.compile("(?:id|name)=\"([^\"]+)\"");
    private static final int LONGEST_PAGE = 240;
    private static final int LONGEST_README = 220;

    static List<Path> pages() {
        return Documents.pages();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkOfAPageLeadsSomewhere(Path page) {
        assertThat(links(page)).allSatisfy(link -> {
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
            assertThat(target).exists();
            if (parts.length > 1) {
                assertThat(anchors(target)).contains(parts[1]);
            }
        });
    }

    @Test
    void everyPageCanBeReachedFromTheReadme() {
        Path readme = Documents.root().resolve("README.md");
        Set<Path> reached = new HashSet<>(Set.of(readme));
        List<Path> next = new ArrayList<>(List.of(readme));
        while (!next.isEmpty()) {
            Path page = next.remove(0);
            for (String link : links(page)) {
                Path target = page.resolveSibling(link.split("#", 2)[0]).normalize();
                if (target.toString().endsWith(".md") && Files.exists(target) && reached.add(target)) {
                    next.add(target);
                }
            }
        }
        assertThat(reached).containsAll(Documents.pages());
    }

    @Test
    void theReadmeNamesEveryPage() {
        Path readme = Documents.root().resolve("README.md");
        assertThat(links(readme))
                .containsAll(Documents.pages().stream()
                        .filter(page -> !page.equals(readme))
                        .map(page -> readme.getParent().relativize(page).toString())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void noPageIsTooLongToBeRead(Path page) {
        assertThat(Documents.text(page).lines().count())
                .isLessThanOrEqualTo(page.endsWith("README.md") ? LONGEST_README : LONGEST_PAGE);
    }

    private static List<String> links(Path page) {
        String text =
                CODE.matcher(BLOCK.matcher(Documents.text(page)).replaceAll("")).replaceAll("");
        return LINK.matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(link -> !link.matches("[a-z]+:.*"))
                .toList();
    }

    /** As GitHub makes them of headings: a second heading of the same text gets a number. */
    private static Set<String> anchors(Path page) {
        String text = BLOCK.matcher(Documents.text(page)).replaceAll("");
        Map<String, Integer> seen = new HashMap<>();
        Set<String> anchors = new HashSet<>();
        HEADING.matcher(text).results().forEach(found -> {
            String anchor = anchor(found);
            int before = seen.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
        });
        ANCHOR.matcher(text).results().forEach(found -> anchors.add(found.group(1)));
        return anchors;
    }

    private static String anchor(MatchResult heading) {
        return heading.group(1)
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
    }
}
