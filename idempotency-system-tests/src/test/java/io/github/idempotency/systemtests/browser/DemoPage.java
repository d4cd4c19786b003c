package io.github.idempotency.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;

/** The page as a visitor knows it: by what is written on it. */
final class DemoPage {

    private static final double PATIENCE_MILLIS = 20_000;

    private final Page page;

    DemoPage(Page page) {
        this.page = page;
        // Filled by the first poll, so the page is ready for its visitor.
        assertThat(page.locator("#states [aria-current]")).isVisible();
    }

    Page page() {
        return page;
    }

    /** @param button how its name begins */
    DemoPage press(String button) {
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(button))
                .first()
                .click();
        return this;
    }

    /** Waits until the newest answer says all of this. */
    DemoPage awaitAnswer(String... texts) {
        return await(newestAnswer(), texts);
    }

    Locator newestAnswer() {
        return page.locator("#answers > li").first();
    }

    DemoPage awaitCharged(String... texts) {
        return await(page.locator("#charged"), texts);
    }

    /** Waits until the record of the key at the checkout is in this state. */
    DemoPage awaitRecord(String state) {
        return await(page.locator("#states [aria-current]"), state);
    }

    /** Waits until the last call says this, in whatever column. */
    DemoPage awaitLastCall(String... texts) {
        return await(page.locator("#calls tr").first(), texts);
    }

    String reference() {
        return page.locator("#reference").textContent();
    }

    String key() {
        return page.getByLabel("Idempotency-Key").inputValue();
    }

    String text(String id) {
        return page.locator("#" + id).innerText();
    }

    private DemoPage await(Locator locator, String... texts) {
        for (String text : texts) {
            assertThat(locator).containsText(text, new ContainsTextOptions().setTimeout(PATIENCE_MILLIS));
        }
        return this;
    }
}
