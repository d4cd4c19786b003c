package io.github.idempotency.systemtests.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages of the project and the code blocks in them. */
final class Documents {

    private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);

    /** A fenced block; its text is its name in test reports. */
    record Block(String page, String language, String code) {
        @Override
        public String toString() {
            return page + ": " + code.lines().findFirst().orElse("");
        }
    }

    private Documents() {}

    /** The root of the project; tests run in the folder of their module. */
    static Path root() {
        return Path.of("").toAbsolutePath().getParent();
    }

    static List<Path> pages() {
        try (Stream<Path> files = Stream.concat(
                Files.list(root().resolve("docs")), Stream.of("README.md", "CONTRIBUTING.md").map(root()::resolve))) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Block> blocks() {
        return pages().stream().flatMap(page -> {
            Matcher matcher = BLOCK.matcher(text(page));
            return matcher.results()
                    .map(found -> new Block(page.getFileName().toString(), found.group(1), found.group(2)));
        });
    }

    static Stream<Block> blocks(String language) {
        return blocks().filter(block -> block.language().equals(language));
    }
}
