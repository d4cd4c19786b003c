package io.github.idempotency.systemtests.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        List<Path> pages = new ArrayList<>(List.of(root().resolve("README.md"), root().resolve("CONTRIBUTING.md")));
        try (Stream<Path> docs = Files.list(root().resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            return pages;
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
