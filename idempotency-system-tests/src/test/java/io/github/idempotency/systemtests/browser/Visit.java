package io.github.idempotency.systemtests.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import io.github.idempotency.systemtests.processes.ShopProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Visitors with browser windows of their own, who note what should not happen. */
final class Visit implements AutoCloseable {

    private static final double PATIENCE_MILLIS = 20_000;

    private final ShopProcess shop;
    private final Browser browser;
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    Visit(ShopProcess shop, Browser browser) {
        this.shop = shop;
        this.browser = browser;
    }

    DemoPage open() {
        return open(new NewContextOptions().setViewportSize(1280, 800));
    }

    DemoPage open(NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        contexts.add(context);
        context.setDefaultTimeout(PATIENCE_MILLIS);
        context.onPage(this::watch);
        Page page = context.newPage();
        page.navigate(shop.uri("/").toString());
        return new DemoPage(page);
    }

    private void watch(Page page) {
        String origin = shop.uri("/").toString();
        page.onRequest(request -> {
            if (!request.url().startsWith(origin)) {
                complaints.add("request to another origin: " + request.url());
            }
        });
        page.onPageError(error -> complaints.add("page error: " + error));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !isHarmless(message)) {
                complaints.add("console: " + message.text() + " " + message.location());
            }
        });
    }

    /** A refused payment is no mistake of the page, nor that the actuator has no icon; the browser notes both as errors. */
    private static boolean isHarmless(ConsoleMessage message) {
        return message.text().startsWith("Failed to load resource")
                && (message.location().contains("payments")
                        || message.location().contains("/favicon.ico"));
    }

    /** Errors in the console, and requests that left the shop. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** The body of the shop's answer, seen from outside of the browser. */
    String get(String path) throws IOException {
        URI uri = shop.uri(path);
        return shop.send(HttpRequest.newBuilder(uri)).body();
    }

    /** How often the shop has really charged the order. */
    long charges(String reference) throws IOException {
        return Pattern.compile("\"reference\":\"" + reference + "\"")
                .matcher(get("/payments"))
                .results()
                .count();
    }

    @Override
    public void close() {
        contexts.forEach(BrowserContext::close);
    }
}
