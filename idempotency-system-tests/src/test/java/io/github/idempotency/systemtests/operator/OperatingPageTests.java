package io.github.idempotency.systemtests.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.http.Client;
import io.github.idempotency.systemtests.http.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The requests of {@code docs/operating.md} are answered as it says, by an application it describes. */
@TestPropertySource(properties = {"idempotency.store=memory", "desk=one that no other test has worked at"})
class OperatingPageTests extends DeskTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\\n(.*?)```", Pattern.DOTALL);

    /** What differs from run to run, and from one place of the page to another. */
    private static final Set<String> PASSING = Set.of("digest", "age", "retention", "started", "executed", "held");

    @Test
    void everyRequestIsAnsweredAsThePageSays() throws Exception {
        held("8e03978e-40d5");
        held("77aa-0001");
        trouble.fail("order-17");
        client.post("/open/receipts/order-17").send();

        List<Reply> replies = List.of();
        int compared = 0;
        for (MatchResult block : blocks()) {
            if (block.group(1).equals("shell")) {
                replies = block.group(2).lines().map(this::send).toList();
                assertThat(replies)
                        .allSatisfy(reply ->
                                assertThat(reply.status()).as(reply.text()).isIn(200, 404));
            } else if (block.group(1).equals("http")) {
                assertAnswer(block.group(2), replies.get(0));
                compared++;
            }
        }
        assertThat(compared).isEqualTo(7);
        assertThat(client.post("/open/receipts/order-17").send().text()).contains("R-42");
        assertThat(log())
                .contains("event=operator-resolve operation=\"POST /payments\"")
                .contains("event=operator-delete operation=\"POST /payments\"")
                .doesNotContain("8e03978e-40d5");
    }

    @Test
    void theSecurityItShowsIsTheOneTestedHere() throws Exception {
        String tested = Files.readString(Path.of("src/test/java")
                .resolve(OperatorSecurity.class.getName().replace('.', '/') + ".java"));
        String shown = blocks().stream()
                .filter(block -> block.group(1).equals("java"))
                .map(block -> block.group(2))
                .findFirst()
                .orElseThrow();
        assertThat(tested).contains(shown.strip());
    }

    private void held(String heldKey) {
        trouble.fail(heldKey);
        as(client.post("/payments"), "ada")
                .key(heldKey)
                .json("{\"reference\":\"" + heldKey + "\"}")
                .send();
    }

    private Reply send(String line) {
        CurlLine command = CurlLine.parse(line);
        Client.Call call = as(client.call(command.method(), command.pathAndQuery()), command.user());
        return (command.json() == null ? call : call.json(command.json())).send();
    }

    private static void assertAnswer(String shown, Reply reply) {
        assertThat("HTTP/1.1 " + reply.status())
                .as(reply.text())
                .isEqualTo(shown.lines().findFirst().orElse(""));
        JsonNode document = JsonMapper.shared().readTree(shown.substring(shown.indexOf("\n\n")));
        assertSame("", document, json(reply));
    }

    private static void assertSame(String path, JsonNode shown, JsonNode actual) {
        if (shown.isObject()) {
            assertThat(actual.propertyNames()).as(path).containsExactlyElementsOf(shown.propertyNames());
            shown.propertyNames().forEach(name -> assertSame(path + "/" + name, shown.get(name), actual.get(name)));
        } else if (shown.isArray()) {
            for (JsonNode element : shown) {
                assertSame(path + "[]", element, like(element, actual));
            }
        } else if (PASSING.stream().noneMatch(name -> path.endsWith("/" + name))) {
            assertThat(actual).as(path).isEqualTo(shown);
        } else {
            assertThat(actual.getNodeType()).as(path).isEqualTo(shown.getNodeType());
        }
    }

    /** The element of the same name, or the first; texts are looked for. */
    private static JsonNode like(JsonNode shown, JsonNode among) {
        Iterator<JsonNode> elements = among.iterator();
        JsonNode first = elements.next();
        for (JsonNode element : among) {
            if (shown.isString() ? element.equals(shown) : shown.path("name").equals(element.path("name"))) {
                return element;
            }
        }
        return first;
    }

    private static List<MatchResult> blocks() throws Exception {
        return BLOCK.matcher(Files.readString(ROOT.resolve("docs/operating.md")))
                .results()
                .toList();
    }
}
