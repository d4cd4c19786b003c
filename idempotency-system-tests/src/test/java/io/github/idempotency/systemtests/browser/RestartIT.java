package io.github.idempotency.systemtests.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import io.github.idempotency.systemtests.processes.ShopProcess;
import io.github.idempotency.systemtests.support.RedisTestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The page stays open while the shop starts anew: keys in Redis outlive it, its ledger and its meters do not. */
class RestartIT {

    @Test
    void thePageKnowsWhatHasOutlivedTheShopAndWhatHasNot() throws Exception {
        Optional<Path> chromium = Chromium.find();
        assumeTrue(chromium.isPresent(), "There is no Chromium here");
        RedisTestServer redis = RedisTestServer.shared();
        List<String> arguments = List.of(
                "--spring.profiles.active=redis",
                "--spring.data.redis.url=redis://" + redis.host() + ":" + redis.port(),
                "--shop.gateway-latency=1ms");
        ShopProcess shop = ShopProcess.start(List.of(arguments)).get(0);
        try (Chromium started = new Chromium(chromium.get());
                Visit visit = new Visit(shop, started.browser())) {
            DemoPage demo = visit.open();
            demo.press("Pay €").awaitAnswer("executed").awaitCharged("Charged once");
            demo.awaitRecord("settled");
            Page page = demo.page();
            page.waitForCondition(() -> demo.text("lookup-now").contains(" ms "));

            shop = shop.restart(arguments);

            page.waitForCondition(() -> demo.text("connection").equals("live"));
            demo.awaitRecord("settled").awaitCharged("Not in this ledger", "The ledger began at");
            assertThat(demo.text("record-text")).contains("attempt 1", "kept 23 h");

            demo.press("Pay €").awaitAnswer("201", "replayed");
            page.waitForCondition(() -> demo.text("count-replayed").equals("1"));
            demo.awaitCharged("Not in this ledger");
        } finally {
            shop.close();
        }
    }
}
