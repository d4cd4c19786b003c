package io.github.idempotency.systemtests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keyboards, screen readers, small and large windows, dark rooms. */
@ExtendWith(InBrowser.class)
class DemoAccessibilityIT {

    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    @Test
    void aKeyboardIsEnoughToPay(Visit visit) throws IOException {
        DemoPage demo = visit.open();
        Page page = demo.page();
        for (int i = 0; i < 10 && !focused(page, "id").equals("pay"); i++) {
            page.keyboard().press("Tab");
            assertThat(style(page, "document.activeElement", "outlineStyle"))
                    .as("visible focus on " + focused(page, "outerHTML"))
                    .isEqualTo("solid");
        }
        page.keyboard().press("Enter");
        demo.awaitAnswer("201", "executed");

        assertThat(page.getByText("Pay: 201, executed").getAttribute("role")).isEqualTo("status");
        assertThat(visit.charges(demo.reference())).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void axeFindsNothing(ColorScheme scheme, Visit visit) throws IOException {
        DemoPage demo =
                visit.open(new NewContextOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
        assertThat(violations(demo.page())).isEmpty();

        demo.press("Drop the protection").awaitAnswer("second time").awaitCharged("Charged 2 times");
        demo.press("Double click").awaitAnswer("201 replayed", "All of them");
        demo.press("Lose the answer").awaitAnswer("no answer").awaitLastCall("201 executed");
        demo.press("Change the amount").awaitAnswer("422").awaitLastCall("422");
        demo.press("Stop the store")
                .page()
                .getByText("nothing will be executed")
                .waitFor();
        try {
            assertThat(violations(demo.page())).isEmpty();
        } finally {
            demo.press("The store is stopped");
            demo.page().getByText("Stop the store").waitFor();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 820, 1180, 1400})
    void noWidthNeedsScrollingSideways(int width, Visit visit) {
        DemoPage demo = visit.open(new NewContextOptions().setViewportSize(width, 800));
        demo.press("Change the amount").awaitAnswer("422").awaitLastCall("422");

        assertThat((Integer) demo.page().evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(width);
    }

    @Test
    void aDarkSchemeIsDarkAndALightOneLight(Visit visit) {
        assertThat(brightness(visit.open(new NewContextOptions().setColorScheme(ColorScheme.DARK))))
                .isLessThan(60);
        assertThat(brightness(visit.open(new NewContextOptions().setColorScheme(ColorScheme.LIGHT))))
                .isGreaterThan(200);
    }

    @Test
    void nothingMovesForThoseWhoDoNotWantIt(Visit visit) {
        assertThat(motion(visit, ReducedMotion.NO_PREFERENCE)).isEqualTo("arrive");
        assertThat(motion(visit, ReducedMotion.REDUCE)).isEqualTo("none");
    }

    private static String motion(Visit visit, ReducedMotion preference) {
        DemoPage demo = visit.open(new NewContextOptions().setReducedMotion(preference));
        demo.press("Leave out the key").awaitAnswer("400");
        return style(demo.page(), "document.querySelector('.answer')", "animationName");
    }

    /** Of the page's background, 0 to 255. */
    private static int brightness(DemoPage demo) {
        String color = style(demo.page(), "document.body", "backgroundColor");
        return Integer.parseInt(color.replaceFirst("rgb\\((\\d+),.*", "$1"));
    }

    private static String style(Page page, String element, String property) {
        return (String) page.evaluate("getComputedStyle(" + element + ")." + property);
    }

    private static String focused(Page page, String property) {
        return (String) page.evaluate("document.activeElement." + property);
    }

    /** One line for every rule that is broken, with the first element that breaks it. */
    @SuppressWarnings("unchecked")
    private static List<String> violations(Page page) throws IOException {
        try (InputStream script = Objects.requireNonNull(DemoAccessibilityIT.class.getResourceAsStream(AXE), AXE)) {
            page.evaluate(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
        return (List<String>)
                page.evaluate(
                        "axe.run(document, {resultTypes: ['violations']}).then(result =>"
                                + " result.violations.map(found => `${found.id}: ${found.nodes[0].html} ${found.nodes[0].failureSummary}`))");
    }
}
