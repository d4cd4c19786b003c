package io.github.idempotency.systemtests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the page says when something else happens than the button promises. */
@ExtendWith(InBrowser.class)
class DemoHonestyIT {

    @Test
    void anAnswerIsNotCalledRecordedWhileTheStoreSaysNothing(Visit visit) throws IOException {
        DemoPage page = visit.open();
        page.press("Pay €").awaitRecord("claimed");
        try {
            stop(page);
            page.awaitAnswer("201", "executed", "Nothing says that this answer is recorded");
            assertThat(page.newestAnswer().innerText()).doesNotContain("its answer is recorded");
        } finally {
            start(page);
        }
        page.awaitRecord("settled").awaitCharged("Charged once");
        assertThat(visit.charges(page.reference())).isEqualTo(1);
    }

    @Test
    void aDoubleClickWithoutAStoreHasNoAnswer(Visit visit) throws IOException {
        DemoPage page = visit.open();
        stop(page);
        try {
            page.press("Double click").awaitAnswer("No request was answered with a payment.");
            assertThat(page.newestAnswer().innerText())
                    .contains("The store of keys did not answer, so nothing was executed.")
                    .doesNotContain("same answer", "came too early");
        } finally {
            start(page);
        }
        assertThat(visit.charges(page.reference())).isZero();
    }

    @Test
    void twoFailuresOfTheTwinChargeNobody(Visit visit) throws IOException {
        DemoPage page = visit.open();
        page.page().route("**/demo/unprotected-payments", DemoHonestyIT::fail);
        page.press("Drop the protection").awaitAnswer("No request was answered with a charge.");

        assertThat(page.newestAnswer().innerText()).doesNotContain("second time");
        page.awaitCharged("Not charged yet");
        assertThat(visit.charges(page.reference())).isZero();
    }

    @Test
    void aFailureIsNoRefusal(Visit visit) {
        DemoPage page = visit.open();
        page.page().route("**/payments", DemoHonestyIT::fail);
        page.press("Pay €").awaitAnswer("500", "failed", "Internal Server Error");

        assertThat(page.newestAnswer().innerText()).doesNotContain("refused");
    }

    @Test
    void theTwinIsNamedAndTheNextPaymentIsThatOfAnotherOrder(Visit visit) throws IOException {
        DemoPage page = visit.open();
        for (String button : List.of("Pay €", "Double click")) {
            page.press("Drop the protection").awaitAnswer("charged the customer a second time");
            page.awaitCharged("Charged 2 times by the twin without protection");
            String twin = page.reference();

            page.press(button).awaitAnswer("A new order with a new key", "executed");
            page.awaitCharged("Charged once");
            assertThat(visit.charges(twin)).isEqualTo(2);
            assertThat(visit.charges(page.reference())).isEqualTo(1);
        }
    }

    @Test
    void anAmountTheLedgerCannotHoldIsNotReplacedInSilence(Visit visit) {
        DemoPage page = visit.open();
        AtomicInteger sent = countPayments(page);
        for (String amount : List.of("99999999999", "49.999", "0")) {
            page.page().getByLabel("Amount").fill(amount);
            for (String button : List.of("Pay €", "Double click", "Drop the protection")) {
                page.press(button);
                page.page().getByText("The amount is between € 0.01").waitFor();
                assertThat(page.page().getByLabel("Amount").inputValue()).isEqualTo(amount);
            }
        }
        assertThat(sent).hasValue(0);

        page.page().getByLabel("Amount").fill("70");
        page.press("Double click").awaitAnswer("All of them").awaitCharged("Charged once", "€ 70.00");
        assertThat(page.page().getByRole(AriaRole.ALERT).isVisible()).isFalse();
    }

    @Test
    void aKeyThatNoHeaderTakesIsExplained(Visit visit) {
        DemoPage page = visit.open();
        AtomicInteger sent = countPayments(page);
        page.page().getByLabel("Idempotency-Key").fill("ключ");
        for (String button : List.of("Pay €", "Double click")) {
            page.press(button);
            page.page().getByText("header values are ASCII").waitFor();
            assertThat(page.key()).isEqualTo("ключ");
        }
        assertThat(sent).hasValue(0);
        assertThat(page.text("connection")).isEqualTo("live");
    }

    @Test
    void afterARefusedFirstTryThereIsNothingToChange(Visit visit) throws IOException {
        DemoPage page = visit.open();
        stop(page);
        try {
            page.press("Change the amount").awaitAnswer("Same key, but € 59.90", "nothing to change yet");
        } finally {
            start(page);
        }
        page.press("Change the amount").awaitAnswer("Same key, but € 59.90", "422", "idempotency-key-reused");
        page.awaitCharged("Charged once", "€ 49.90");
        assertThat(visit.charges(page.reference())).isEqualTo(1);
    }

    @Test
    void noUrlHasTheKey(Visit visit) {
        DemoPage page = visit.open();
        AtomicInteger told = new AtomicInteger();
        String key = page.key();
        page.page().onRequest(request -> told.addAndGet(request.url().contains(key) ? 1 : 0));
        page.press("Pay €").awaitAnswer("executed").awaitRecord("settled");
        page.page().waitForRequest("**/demo/state*", () -> {});

        assertThat(told).hasValue(0);
        assertThat(page.page().locator("#record-link").getAttribute("href"))
                .containsPattern("\\?digest=[0-9a-f]{64}$")
                .doesNotContain(key);
    }

    private static AtomicInteger countPayments(DemoPage page) {
        AtomicInteger sent = new AtomicInteger();
        page.page().onRequest(request -> sent.addAndGet(request.url().endsWith("payments") ? 1 : 0));
        return sent;
    }

    private static void fail(Route route) {
        route.fulfill(new Route.FulfillOptions()
                .setStatus(500)
                .setContentType("application/json")
                .setBody("{\"status\":500,\"error\":\"Internal Server Error\"}"));
    }

    private static void stop(DemoPage demo) {
        Page page = demo.press("Stop the store").page();
        page.getByText("nothing will be executed").waitFor();
    }

    private static void start(DemoPage demo) {
        Page page = demo.press("The store is stopped").page();
        page.getByText("Stop the store").waitFor();
    }
}
