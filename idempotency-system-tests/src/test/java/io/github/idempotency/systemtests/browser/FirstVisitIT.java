package io.github.idempotency.systemtests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** The way of somebody who has nothing but the README and a browser. */
@ExtendWith(InBrowser.class)
class FirstVisitIT {

    private static final String EXPLANATION =
            "was called before with this idempotency key and another request. Use a new key for a new request.";

    @Test
    void aNewUserProvokesADuplicateAndFindsItEverywhere(Visit visit) throws IOException {
        DemoPage demo = visit.open();
        assertThat(demo.text("nothing-yet")).contains("Press Pay");

        demo.press("Pay €").awaitAnswer("201", "executed").awaitCharged("Charged once");
        demo.press("Pay €")
                .awaitAnswer("201", "replayed", "Nothing was charged again")
                .awaitCharged("Charged once");
        assertThat(visit.charges(demo.reference())).isEqualTo(1);

        demo.page().waitForCondition(() -> demo.text("rate-now").matches("[1-9]\\d* % .*"));
        demo.page().waitForCondition(() -> demo.text("lookup-now").matches("\\d+\\.\\d\\d ms .*"));
        assertThat(followed(demo, "duplicate rate")).contains("idempotency.duplicate.rate", "VALUE");
        assertThat(followed(demo, "lookups")).contains("idempotency.lookup", "TOTAL_TIME", "POST /payments");
        assertThat(followed(demo, "in the actuator")).contains("POST /payments", "settled", "attempt", "retention");
        assertThat(followed(demo, "overview")).contains("POST /payments", "jdbc");
        assertThat(followed(demo, "requests")).contains("idempotency.requests", "executed", "replayed");

        demo.press("Change the amount").awaitAnswer("422");
        demo.awaitAnswer(
                "Idempotency-Key is already used", EXPLANATION, "idempotency-key-reused", "retryable", "false");
        assertThat(visit.charges(demo.reference())).isEqualTo(1);
    }

    /** Makes the picture in the README: {@code -Dit.test=FirstVisitIT -Dscreenshot=docs/images/demo.png}. */
    @Test
    @EnabledIfSystemProperty(named = "screenshot", matches = ".+")
    void thePictureInTheReadme(Visit visit) {
        DemoPage demo = visit.open(new NewContextOptions().setViewportSize(1280, 856));
        Page page = demo.page();
        for (int i = 0; i < 4; i++) {
            demo.press("New order").press("Pay €").awaitAnswer("executed");
            page.waitForTimeout(4_000);
            demo.press("Double click").awaitAnswer("All of them");
            page.waitForTimeout(3_000);
            demo.press("Pay €").awaitAnswer("replayed");
            page.waitForTimeout(4_000);
        }
        demo.press("Race the tabs").awaitAnswer("All of them");
        page.waitForTimeout(3_000);
        demo.press("Leave out the key").awaitAnswer("400");
        page.waitForTimeout(3_000);
        demo.press("Lose the answer").awaitLastCall("201 executed");
        demo.press("Retry with the same key").awaitAnswer("replayed");
        page.waitForTimeout(2_000);
        demo.press("Change the amount").awaitAnswer("422").awaitLastCall("422");
        page.waitForTimeout(2_000);
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)");
        page.mouse().move(0, 0);
        Path file = Path.of("").toAbsolutePath().getParent().resolve(System.getProperty("screenshot"));
        page.screenshot(new ScreenshotOptions().setPath(file));
        assertThat(file).isNotEmptyFile();
    }

    /** What a link of the page leads to. */
    private static String followed(DemoPage demo, String link) {
        Page page = demo.page();
        page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName(link)).click();
        page.waitForURL("**/actuator/**");
        String body = page.locator("body").innerText();
        page.goBack();
        page.locator("#states [aria-current]").waitFor();
        return body;
    }
}
