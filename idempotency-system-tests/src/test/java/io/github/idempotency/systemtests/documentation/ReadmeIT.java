package io.github.idempotency.systemtests.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.documentation.Documents.Block;
import io.github.idempotency.systemtests.processes.ShopProcess;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Does what the README tells a new user to do, and sees what it says they will see. */
class ReadmeIT {

    /** What is not a request is one of the two commands that started this very test, or its sample app. */
    private static final List<String> COMMANDS = List.of("mvn -pl sample-app -am spring-boot:run", "mvn verify");

    @Test
    void theRequestsOfTheReadmeAreAnsweredAsItSays() throws Exception {
        List<ShopProcess> shops = ShopProcess.start(List.of(List.of()));
        try (ShopProcess shop = shops.get(0)) {
            List<HttpResponse<String>> answers = new ArrayList<>();
            for (String line : lines("shell")) {
                if (line.startsWith("curl ")) {
                    answers.add(shop.send(CurlCommand.parse(line).request(shop::uri)));
                } else {
                    assertThat(line).isIn(COMMANDS);
                }
            }
            assertThat(answers).hasSize(6);
            assertReplay(answers.get(0), answers.get(1), httpBlock(0));
            assertProblem(answers.get(2), httpBlock(1));
            assertThat(answers.get(3).body()).contains("\"value\":0.5");
            assertThat(answers.get(4).body()).contains("\"statistic\":\"COUNT\",\"value\":3.0");
            assertThat(answers.get(5).body()).contains("\"state\":\"settled\"", "\"attempt\":1");
        }
    }

    private static void assertReplay(HttpResponse<String> first, HttpResponse<String> second, String shown) {
        assertThat(first.headers().map()).doesNotContainKey("Idempotent-Replayed");
        assertThat(second.body()).isEqualTo(first.body());
        assertSameHead(second, shown);
        assertThat(body(shown)).hasSameSizeAs(second.body()).contains("\"reference\":\"invoice-17\",\"amount\":49.90");
    }

    private static void assertProblem(HttpResponse<String> answer, String shown) {
        assertSameHead(answer, shown);
        String withoutDetail = answer.body().replaceFirst("\"detail\":\"[^\"]*\"", "\"detail\":\"…\"");
        assertThat(withoutDetail).isEqualTo(body(shown));
    }

    /** Every line of the shown head is there; values with random parts match in their length. */
    private static void assertSameHead(HttpResponse<String> answer, String shown) {
        List<String> head = shown.lines().takeWhile(line -> !line.isEmpty()).toList();
        assertThat(head.get(0)).isEqualTo("HTTP/1.1 " + answer.statusCode());
        assertThat(head.subList(1, head.size())).allSatisfy(line -> {
            String[] header = line.split(": ", 2);
            assertThat(answer.headers().firstValue(header[0]))
                    .as(line)
                    .hasValueSatisfying(value -> assertThat(value).hasSameSizeAs(header[1]));
        });
    }

    private static String body(String shown) {
        return shown.substring(shown.indexOf("\n\n") + 2).strip();
    }

    private static String httpBlock(int index) {
        return readme("http").toList().get(index).code();
    }

    private static List<String> lines(String language) {
        return readme(language).flatMap(block -> block.code().lines()).toList();
    }

    private static Stream<Block> readme(String language) {
        return Documents.blocks(language).filter(block -> block.page().equals("README.md"));
    }
}
