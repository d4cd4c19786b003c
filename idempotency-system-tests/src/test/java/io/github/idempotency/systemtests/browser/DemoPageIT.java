package io.github.idempotency.systemtests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every button of the page: what the visitor sees, and what the ledger holds. */
@ExtendWith(InBrowser.class)
class DemoPageIT {

    @Test
    void payingAgainWithTheSameKeyChargesOnce(Visit visit) throws IOException {
        DemoPage page = visit.open();
        page.awaitCharged("Not charged yet").awaitRecord("none");

        page.press("Pay €").awaitRecord("claimed").awaitAnswer("201", "executed", page.reference());
        page.awaitAnswer("its answer is recorded");
        page.awaitCharged("Charged once", "€ 49.90").awaitRecord("settled").awaitLastCall("201 executed");
        String digest = digestOfLastCall(page);
        assertThat(page.text("record-text")).startsWith(digest).contains("attempt 1", "kept 23 h 59 min");

        page.press("Pay €")
                .awaitAnswer("201", "replayed", "Idempotent-Replayed: true", "byte for byte the first answer");
        page.awaitLastCall("201 replayed");
        assertThat(digestOfLastCall(page)).isEqualTo(digest);
        page.awaitCharged("Charged once");
        assertThat(visit.charges(page.reference())).isEqualTo(1);
    }

    @Test
    void aNewKeyIsANewPayment(Visit visit) throws IOException {
        DemoPage page = visit.open();
        page.press("Pay €").awaitAnswer("executed");
        String key = page.key();

        page.press("New key").awaitRecord("none");
        assertThat(page.key()).isNotEqualTo(key);
        page.press("Pay €").awaitCharged("Charged 2 times", "€ 99.80");
        assertThat(visit.charges(page.reference())).isEqualTo(2);
    }

    @Test
    void aLostAnswerComesBackToTheRetry(Visit visit) throws IOException {
        DemoPage page = visit.open();
        page.press("Lose the answer").awaitAnswer("no answer", "Has the customer paid?");
        page.awaitLastCall("Lost answer", "201 executed");

        page.press("Retry with the same key").awaitAnswer("201", "replayed", "byte for byte the first answer");
        page.awaitCharged("Charged once");
        assertThat(visit.charges(page.reference())).isEqualTo(1);
    }

    @Test
    void ofADoubleClickOneIsExecutedAndTheOtherComesBackForTheAnswer(Visit visit) throws IOException {
        DemoPage page = visit.open();
        page.press("Double click").awaitAnswer("201 executed", "409 request-in-progress");
        page.awaitAnswer("201 replayed", "All of them have the same answer now.");

        page.awaitCharged("Charged once");
        assertThat(visit.charges(page.reference())).isEqualTo(1);
    }

    @Test
    void anotherAmountUnderTheSameKeyIsRefusedAndExplained(Visit visit) throws IOException {
        DemoPage page = visit.open();
        page.press("Change the amount").awaitAnswer("Same key, but € 59.90", "422", "refused");
        page.awaitAnswer(
                "Idempotency-Key is already used", "Use a new key for a new request", "idempotency-key-reused");
        assertThat(page.newestAnswer().locator("a").getAttribute("href"))
                .isEqualTo("https://idempotency.github.io/problems#idempotency-key-reused");

        page.awaitCharged("Charged once", "€ 49.90").awaitLastCall("422 idempotency-key-reused");
        assertThat(page.text("refusals")).contains("idempotency-key-reused");
        assertThat(visit.charges(page.reference())).isEqualTo(1);
    }

    @Test
    void sixCallsAndAnotherTabChargeOnce(Visit visit) throws IOException {
        DemoPage first = visit.open();
        Page opened = first.page()
                .context()
                .waitForPage(() -> first.page().getByText("Open a second tab").click());
        DemoPage second = new DemoPage(opened);
        assertThat(second.key()).isEqualTo(first.key());

        first.press("Race the tabs");
        first.awaitAnswer("All of them have the same answer now.");
        second.awaitAnswer("Race of another tab", "This tab has its answer now.");

        List<String> ends = List.of(ends(first), ends(second)).stream()
                .flatMap(String::lines)
                .toList();
        assertThat(ends)
                .hasSize(7)
                .filteredOn(end -> end.equals("201 executed"))
                .hasSize(1);
        assertThat(ends).filteredOn(end -> end.equals("201 replayed")).hasSize(6);
        first.awaitCharged("Charged once");
        second.awaitCharged("Charged once");
        assertThat(visit.charges(first.reference())).isEqualTo(1);
    }

    @Test
    void withoutAKeyNothingIsExecuted(Visit visit) throws IOException {
        DemoPage page = visit.open();
        page.press("Leave out the key").awaitAnswer("400", "Idempotency-Key is missing", "idempotency-key-missing");

        page.awaitLastCall("No key", "400 idempotency-key-missing").awaitCharged("Not charged yet");
        assertThat(visit.charges(page.reference())).isZero();
    }

    @Test
    void withoutProtectionTheRetryChargesAgain(Visit visit) throws IOException {
        DemoPage page = visit.open();
        page.press("Drop the protection").awaitAnswer("charged the customer a second time");

        page.awaitCharged("Charged 2 times", "€ 99.80").awaitLastCall("Unprotected retry", "201 unprotected");
        assertThat(visit.charges(page.reference())).isEqualTo(2);
    }

    @Test
    void whileTheStoreIsStoppedNothingIsExecuted(Visit visit) throws IOException {
        DemoPage page = visit.open();
        page.press("Stop the store");
        Locator outage = page.page().getByText("nothing will be executed");
        outage.waitFor();
        try {
            page.press("Pay €").awaitAnswer("503", "store-unavailable", "Retry-After:");
            page.awaitLastCall("503 store-unavailable").awaitCharged("Not charged yet");
            assertThat(visit.charges(page.reference())).isZero();
        } finally {
            page.press("The store is stopped: start it");
        }
        page.page().getByText("Stop the store").waitFor();

        page.press("Retry with the same key").awaitAnswer("201", "executed").awaitCharged("Charged once");
        assertThat(visit.charges(page.reference())).isEqualTo(1);
    }

    private static String digestOfLastCall(DemoPage page) {
        return page.page().locator("#calls tr").first().locator("td").last().innerText();
    }

    /** What became of each request in the end, one per line. */
    private static String ends(DemoPage page) {
        return String.join(
                "\n", page.newestAnswer().locator("li .pill:last-child").allInnerTexts());
    }
}
