package io.github.idempotency.systemtests.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.Rejection;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/troubleshooting.md} quotes what the library really says, and explains all that it says. */
class TroubleshootingPageTests {

    /** The first cell of a row, where it is one quotation. */
    private static final Pattern QUOTED = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);

    private static final int SHORTEST = 12;

    private static String page = "";
    private static List<String> quoted = List.of();
    private static SourceMessages messages;

    @BeforeAll
    static void readPageAndSources() throws IOException {
        page = Documents.text(Documents.root().resolve("docs/troubleshooting.md"));
        messages = SourceMessages.read();
        String codes = page.substring(page.indexOf("\n## Problem codes"));
        quoted = QUOTED.matcher(page.replace(codes, ""))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void everyMessageOfThePageIsInTheSources() {
        assertThat(quoted)
                .hasSizeGreaterThan(100)
                .allSatisfy(quote ->
                        assertThat(messages.all().keySet()).as(quote).anyMatch(message -> isQuotedBy(message, quote)));
    }

    @Test
    void everyMessageThatStopsTheStartOrWarnsIsOnThePage() {
        assertThat(messages.toBeExplained())
                .hasSizeGreaterThan(100)
                .allSatisfy((message, file) -> assertThat(quoted)
                        .as("docs/troubleshooting.md needs a row for this one of " + file + ": " + message)
                        .anyMatch(quote -> isQuotedBy(message, quote)));
    }

    @Test
    void noMessageIsQuotedTwice() {
        assertThat(quoted)
                .doesNotHaveDuplicates()
                .allSatisfy(quote -> assertThat(quote.length()).as(quote).isGreaterThanOrEqualTo(SHORTEST));
    }

    @Test
    void everyProblemCodeIsExplained() {
        String codes = page.substring(page.indexOf("\n## Problem codes"));
        assertThat(Arrays.stream(Rejection.values()).map(Rejection::code))
                .allSatisfy(code -> assertThat(codes).contains("`" + code + "`"));
    }

    /** What varies stands at either end only to show that something does. */
    private static boolean isQuotedBy(String message, String quote) {
        return message.contains(quote) || message.contains(stripped(quote));
    }

    private static String stripped(String quote) {
        String end = quote.endsWith(" " + SourceMessages.VARIABLE) ? quote.substring(0, quote.length() - 2) : quote;
        return end.startsWith(SourceMessages.VARIABLE + " ") ? end.substring(2) : end;
    }
}
