package io.github.idempotency.systemtests.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.engine.EngineRegistry;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Owner;
import io.github.idempotency.systemtests.http.Client;
import io.github.idempotency.systemtests.http.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What holds of records on every store. */
abstract class RecordsContract extends DeskTest {

    private static final Duration MOMENT = Duration.ofMillis(150);
    private static final Duration LONG = Duration.ofMinutes(10);

    @Autowired
    EngineRegistry engines;

    @Test
    void aRecordIsFoundByTheKeyOfAnAuthenticatedCaller() {
        assertThat(payment("ada").send().status()).isEqualTo(201);

        JsonNode record = found(paymentOf("ada"));
        assertThat(record.propertyNames())
                .containsExactly(
                        "store", "operation", "digest", "state", "attempt", "age", "retention", "payloadBytes");
        assertThat(record.get("operation").asString()).isEqualTo("POST /payments");
        assertThat(record.get("state").asString()).isEqualTo("settled");
        assertThat(record.get("attempt").asInt()).isEqualTo(1);
        assertThat(record.get("payloadBytes").asInt()).isPositive();
        assertThat(Duration.parse(record.get("age").asString())).isBetween(Duration.ZERO, Duration.ofMinutes(5));
        assertThat(Duration.parse(record.get("retention").asString()))
                .isBetween(Duration.ofHours(23), Duration.ofHours(24));

        JsonNode again = found(RECORDS + "?digest=" + record.get("digest").asString());
        assertThat(again.get("operation").asString()).isEqualTo("POST /payments");
        assertThat(found(paymentOf("ada") + "&store=" + record.get("store").asString())
                        .get("digest"))
                .isEqualTo(record.get("digest"));
    }

    @Test
    void aRecordIsFoundByTheKeyOfAnAnonymousCaller() {
        assertThat(donation().send().status()).isEqualTo(200);

        assertThat(found(ofDonation()).get("state").asString()).isEqualTo("settled");
        assertThat(error(get("sue", ofDonation() + "&principal=ada"), 404)).contains("principal 'ada'");
    }

    @Test
    void aRecordIsFoundInItsTenant() {
        assertThat(payment("ada").header(DeskApplication.TENANT, "north").send().status())
                .isEqualTo(201);

        assertThat(found(paymentOf("ada") + "&scope=north").get("state").asString())
                .isEqualTo("settled");
        Reply elsewhere = get("sue", paymentOf("ada"));
        assertThat(error(elsewhere, 404)).contains("'POST /payments'");
        assertThat(json(elsewhere).get("hints").toString())
                .contains("'principal'")
                .contains("'scope'")
                .contains("'desk'");
        assertThat(error(get("sue", paymentOf("ada") + "&scope=north&scope=1"), 400))
                .contains("2 values of 'scope'");
    }

    @Test
    void aHeldCallThatFailedIsExecutedByTheNextRetry() {
        hold();
        JsonNode record = found(paymentOf("ada"));
        assertThat(record.get("state").asString()).isEqualTo("held");
        assertThat(record.has("payloadBytes")).isFalse();

        Reply resolved = resolve("ops", paymentOf("ada"), "{\"resolution\":\"failed\"}");
        assertThat(resolved.status()).as(resolved.text()).isEqualTo(200);
        assertThat(json(resolved).get("change").asString()).isEqualTo("reopened");
        assertThat(json(resolved).get("was").get("state").asString()).isEqualTo("held");

        Reply retry = payment("ada").send();
        assertThat(retry.status()).isEqualTo(201);
        assertThat(retry.first()).isTrue();
        assertThat(log())
                .contains("event=operator-resolve operation=\"POST /payments\" key="
                        + record.get("digest").asString().substring(0, 12) + " store="
                        + record.get("store").asString() + " state=held resolution=failed by=ops");
    }

    @Test
    void aHeldCallThatSucceededIsAnsweredAsItsOperatorSays() {
        hold();

        Reply resolved = resolve(
                "ops",
                RECORDS + "?digest=" + found(paymentOf("ada")).get("digest").asString(),
                "{\"resolution\":\"settled\",\"kind\":\"http\",\"status\":201,\"contentType\":\"application/json\","
                        + "\"headers\":\"Location: /payments/42\\nX-Note: by hand\","
                        + "\"body\":\"{\\\"id\\\":42,\\\"currency\\\":\\\"€\\\"}\",\"retention\":\"7d\"}");
        assertThat(resolved.status()).as(resolved.text()).isEqualTo(200);
        assertThat(json(resolved).get("state").asString()).isEqualTo("settled");
        assertThat(resolved.text()).doesNotContain("currency");

        Reply retry = payment("ada").send();
        assertThat(retry.status()).isEqualTo(201);
        assertThat(retry.replayed()).isTrue();
        assertThat(retry.text()).isEqualTo("{\"id\":42,\"currency\":\"€\"}");
        assertThat(retry.header("Location")).isEqualTo("/payments/42");
        assertThat(retry.header("X-Note")).isEqualTo("by hand");
        assertThat(retry.header("Content-Type")).startsWith("application/json");
        assertThat(Duration.parse(found(paymentOf("ada")).get("retention").asString()))
                .isBetween(Duration.ofDays(6), Duration.ofDays(7));
        Client.Call other =
                as(client.post("/payments"), "ada").key('"' + key + '"').json("{}");
        assertThat(other.send().status())
                .as("it is still the key of that request")
                .isEqualTo(422);
    }

    @Test
    void anAnswerWithoutABodyIsReplayedWithoutOne() {
        hold();
        assertThat(resolve("ops", paymentOf("ada"), "{\"resolution\":\"settled\",\"status\":204}")
                        .status())
                .isEqualTo(200);

        Reply retry = payment("ada").send();
        assertThat(retry.status()).isEqualTo(204);
        assertThat(retry.body()).isEmpty();
        assertThat(retry.replayed()).isTrue();
        assertThat(Duration.parse(found(paymentOf("ada")).get("retention").asString()))
                .as("that of the operation")
                .isBetween(Duration.ofHours(23), Duration.ofHours(24));
    }

    @Test
    void ofOperatorsWhoDecideAtOnceOneWins() {
        hold();
        String query = paymentOf("ada");
        List<CompletableFuture<Reply>> decisions = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String decision = i % 2 == 0
                    ? "{\"resolution\":\"failed\"}"
                    : "{\"resolution\":\"settled\",\"status\":200,\"contentType\":\"text/plain\",\"body\":\"" + i
                            + "\"}";
            decisions.add(as(client.post(query), "ops").json(decision).sendAsync());
        }
        List<Integer> statuses =
                decisions.stream().map(decision -> decision.join().status()).toList();
        assertThat(statuses).containsOnlyOnce(200);
        assertThat(statuses.stream().filter(status -> status != 200))
                .allMatch(status -> status == 409 || status == 404);
    }

    @Test
    void whatDoesNotWaitCannotBeResolved() {
        payment("ada").send();

        assertThat(error(resolve("ops", paymentOf("ada"), "{\"resolution\":\"failed\"}"), 409))
                .contains("is settled")
                .contains("delete");
    }

    @Test
    void theValueOfABeanMethodIsReplayed() {
        trouble.fail(key);
        assertThat(receipt().send().status()).isEqualTo(500);
        String query = RECORDS + "?operation=issue-receipt&key=shop&key=" + encoded(key);
        assertThat(found(query).get("state").asString()).isEqualTo("held");

        assertThat(error(resolve("ops", query, "{\"resolution\":\"settled\",\"value\":\"[1,2]\"}"), 400))
                .contains("Receipt");
        assertThat(error(resolve("ops", query, "{\"resolution\":\"settled\",\"status\":200}"), 400))
                .contains("give a 'value'");
        Reply resolved = resolve(
                "ops",
                query,
                "{\"resolution\":\"settled\",\"value\":\"{\\\"number\\\":\\\"R-42\\\",\\\"amount\\\":10.50}\"}");
        assertThat(resolved.status()).as(resolved.text()).isEqualTo(200);

        Reply retry = receipt().send();
        assertThat(retry.status()).isEqualTo(200);
        assertThat(retry.text()).isEqualTo("{\"number\":\"R-42\",\"amount\":10.50}");
        assertThat(Duration.parse(found(query).get("retention").asString()))
                .isBetween(Duration.ofDays(6), Duration.ofDays(7));
    }

    @Test
    void theValueOfATemplateAndItsStepsAreFound() {
        trouble.fail(key);
        assertThat(note().send().status()).isEqualTo(500);
        String query = RECORDS + "?operation=note&key=" + encoded("note:" + key);
        assertThat(found(query).get("state").asString()).isEqualTo("held");
        JsonNode step = found(query + "&step=write");
        assertThat(step.get("operation").asString()).isEqualTo("note#step");
        assertThat(step.get("state").asString()).isEqualTo("settled");

        String otherType = "{\"resolution\":\"settled\",\"value\":\"{\\\"a\\\":1}\"}";
        assertThat(error(resolve("ops", query, otherType), 400)).contains("java.lang.String");
        Reply resolved = resolve("ops", query, "{\"resolution\":\"settled\",\"value\":\"\\\"by hand\\\"\"}");
        assertThat(resolved.status()).as(resolved.text()).isEqualTo(200);
        assertThat(note().send().text()).isEqualTo("by hand");
    }

    @Test
    void aDeletedRecordIsExecutedAgain() {
        payment("ada").send();

        Reply deleted = delete("ops", paymentOf("ada"));
        assertThat(deleted.status()).as(deleted.text()).isEqualTo(200);
        assertThat(json(deleted).get("was").get("state").asString()).isEqualTo("settled");
        assertThat(delete("ops", paymentOf("ada")).status()).isEqualTo(404);
        assertThat(payment("ada").send().first()).isTrue();
        assertThat(log()).contains("event=operator-delete operation=\"POST /payments\"");
    }

    @Test
    void aRunningCallIsForgottenOnlyByForce() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        trouble.ahead(key, () -> {
            inside.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        CompletableFuture<Reply> running = payment("ada").sendAsync();
        try {
            inside.await();
            JsonNode record = found(paymentOf("ada"));
            assertThat(record.get("state").asString()).isEqualTo("claimed");
            assertThat(Duration.parse(record.get("lease").asString())).isPositive();
            assertThat(error(resolve("ops", paymentOf("ada"), "{\"resolution\":\"failed\"}"), 409))
                    .contains("is claimed");
            assertThat(error(delete("ops", paymentOf("ada")), 409)).contains("force=true");
            assertThat(delete("ops", paymentOf("ada") + "&force=true").status()).isEqualTo(200);
            assertThat(log()).contains("state=claimed force=true by=ops");
        } finally {
            go.countDown();
        }
        running.join();
    }

    @Test
    void callsWhoseOwnersVanishedAreListedAndExecutedOnceTheyAreResolved() {
        // The identity is spelled out here, so that no change of it goes unnoticed.
        IdempotencyKey identity = IdempotencyKey.of("http", "desk", "bob", "-", "header", "", key);
        engines.standard()
                .store()
                .claim(new ClaimRequest(
                        identity, Owner.next(), Fingerprint.NONE, "POST /payments", MOMENT, LONG, false));
        Awaitility.await()
                .untilAsserted(() -> assertThat(digests("/actuator/idempotency/abandoned?limit=1000"))
                        .contains(identity.hex()));
        JsonNode record = found(paymentOf("bob"));
        assertThat(record.get("state").asString()).isEqualTo("abandoned");
        assertThat(record.get("digest").asString()).isEqualTo(identity.hex());

        assertThat(resolve("ops", paymentOf("bob"), "{\"resolution\":\"failed\"}")
                        .status())
                .isEqualTo(200);
        assertThat(digests("/actuator/idempotency/abandoned?limit=1000")).doesNotContain(identity.hex());
        assertThat(payment("bob").send().first()).isTrue();
    }

    @Test
    void heldCallsAreListedTheOldestFirst() {
        hold();
        String first = found(paymentOf("ada")).get("digest").asString();
        trouble.fail(key);
        payment("bob").send();
        String second = found(paymentOf("bob")).get("digest").asString();

        assertThat(digests("/actuator/idempotency/held?limit=1000")).containsSubsequence(first, second);
        JsonNode one = found("/actuator/idempotency/held?limit=1");
        assertThat(one.get("records").size()).isEqualTo(1);
        assertThat(one.get("complete").asBoolean()).isFalse();
    }

    void hold() {
        trouble.fail(key);
        assertThat(payment("ada").send().status()).isEqualTo(500);
        assertThat(payment("ada").send().status()).isEqualTo(409);
    }
}
