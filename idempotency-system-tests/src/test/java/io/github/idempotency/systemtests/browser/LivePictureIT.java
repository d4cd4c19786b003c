package io.github.idempotency.systemtests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The numbers and charts of the page against those of the actuator. */
@ExtendWith(InBrowser.class)
class LivePictureIT {

    private static final Pattern VALUE = Pattern.compile("\"value\":([0-9.E-]+)");

    @Test
    void numbersAndChartsAreThoseOfTheServer(Visit visit) throws IOException {
        DemoPage page = visit.open();
        page.press("Pay €").awaitAnswer("executed");
        page.press("Pay €").awaitAnswer("replayed");
        page.press("Leave out the key").awaitAnswer("400");

        Awaitility.await("the page to have caught up")
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> {
                    assertThat(page.text("count-replayed"))
                            .isEqualTo(whole(meter(visit, "idempotency.requests?tag=outcome:replayed")));
                    assertThat(page.text("rate-now"))
                            .startsWith(Math.round(100 * meter(visit, "idempotency.duplicate.rate")) + " %");
                });
        assertThat(page.text("count-charges")).isEqualTo(whole(ledger(visit)));
        assertThat(page.text("lookup-now")).matches("\\d+\\.\\d\\d ms .*");
        assertThat(points(page, "rate-chart")).isGreaterThan(1);
        assertThat(points(page, "lookup-chart")).isPositive();
    }

    @Test
    void nobodyIsAskedWhileNobodyLooks(Visit visit) {
        DemoPage page = visit.open();
        AtomicInteger asked = new AtomicInteger();
        page.page().onRequest(request -> asked.incrementAndGet());
        page.page().waitForRequest("**/demo/state*", () -> {});

        hide(page, true);
        // What was under way comes to its end.
        page.page().waitForTimeout(500);
        asked.set(0);
        page.page().waitForTimeout(2_500);
        assertThat(asked).hasValue(0);

        page.page().waitForRequest("**/demo/state*", () -> hide(page, false));
    }

    private static void hide(DemoPage page, boolean hidden) {
        page.page()
                .evaluate(
                        "hidden => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});"
                                + " document.dispatchEvent(new Event('visibilitychange')); }",
                        hidden);
    }

    private static int points(DemoPage page, String chart) {
        return (Integer) page.page().evaluate("id => Chart.getChart(id).data.datasets[0].data.length", chart);
    }

    private static double meter(Visit visit, String name) throws IOException {
        String body = visit.get("/actuator/metrics/" + name);
        Matcher value = VALUE.matcher(body);
        assertThat(value.find()).as(body).isTrue();
        return Double.parseDouble(value.group(1));
    }

    private static double ledger(Visit visit) throws IOException {
        return Pattern.compile("\"reference\"")
                .matcher(visit.get("/payments"))
                .results()
                .count();
    }

    private static String whole(double number) {
        return Long.toString((long) number);
    }
}
