package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody can tell from outside that the starter is there, except where protection was asked for. */
class UnprotectedTests extends HttpTest {

    private static Shop without;

    @BeforeAll
    static void startTheSameShopWithoutProtection() {
        without = Shop.start("idempotency.enabled=false");
    }

    @AfterAll
    static void stopIt() {
        without.close();
    }

    @ParameterizedTest(name = "H30 {0} is answered byte for byte as without the starter, with a key and without")
    @ValueSource(
            strings = {
                "GET /plain/json",
                "HEAD /plain/json",
                "OPTIONS /plain/json",
                "DELETE /plain/json",
                "GET /plain/none",
                "POST /plain/none",
                "POST /plain/written",
                "POST /plain/flushed",
                "POST /plain/reset",
                "POST /plain/redirect",
                "POST /plain/error",
                "POST /plain/thrown",
                "POST /plain/handled",
                "POST /plain/status",
                "POST /plain/cookies",
                "POST /plain/session",
                "POST /plain/callable",
                "POST /plain/deferred",
                "POST /plain/failing",
                "POST /plain/streamed",
                "POST /plain/events",
                "POST /plain/container",
                "POST /plain/json",
                "POST /plain/form?name=query",
            })
    void anUnprotectedEndpointIsAnsweredAsWithoutTheStarter(String request) throws IOException {
        isAnsweredAlike(request, "", "");
    }

    @ParameterizedTest(name = "H30 {0} with a body is answered byte for byte as without the starter")
    @CsvSource(
            delimiter = '|',
            value = {
                "POST /plain/json      | application/json                  | {\"item\":\"tea\",\"count\":2}",
                "POST /plain/json      | application/json                  | {\"item\":",
                "POST /plain/json      | text/plain                        | tea",
                "POST /plain/form?a=1  | application/x-www-form-urlencoded | name=Ada+%C3%AB&b=2",
                "PUT /plain/form?a=1   | application/x-www-form-urlencoded | name=Ada+%C3%AB&b=2",
                "PATCH /plain/form     | application/x-www-form-urlencoded | name=Ada&name=Ida",
                "POST /plain/form      | text/plain                        | name=Ada",
                "POST /plain/upload    | multipart/form-data; boundary=b   | --b--",
            })
    void aBodyIsReadAsWithoutTheStarter(String request, String type, String body) throws IOException {
        isAnsweredAlike(request, "Content-Type: " + type + "\r\n", body);
    }

    @Test
    @DisplayName("H30 An upload is answered byte for byte as without the starter")
    void anUploadIsReadAsWithoutTheStarter() throws IOException {
        Multipart body = new Multipart("b").part("file", "a.txt", "text/plain", new byte[300]);
        isAnsweredAlike(
                "POST /plain/upload",
                "Content-Type: " + body.type() + "\r\n",
                new String(body.bytes(), StandardCharsets.ISO_8859_1));
    }

    @Test
    @DisplayName("H30 What an unprotected handler sends early arrives early, key or no key")
    void whatIsSentEarlyArrivesEarly() throws IOException {
        for (String keyLine : List.of("", "Idempotency-Key: " + key + "\r\n")) {
            String door = key + keyLine.length();
            try (Wire wire = new Wire(port)) {
                wire.send("POST /plain/live/" + door + " HTTP/1.1\r\nHost: shop\r\n" + keyLine
                        + "Content-Length: 0\r\n\r\n");
                await().atMost(Duration.ofSeconds(20)).until(() -> wire.arrived() > 0);

                doors.open(door);
                assertThat(wire.read().text()).isEqualTo("early and late");
            }
        }
    }

    @Test
    @DisplayName("H30 The store hears nothing of a key at an unprotected endpoint, and every request runs")
    void aKeyAtAnUnprotectedEndpointIsIgnored() {
        for (int run = 1; run <= 2; run++) {
            Reply reply = client.post("/plain/json")
                    .key(key)
                    .json("{\"item\":\"tea\",\"count\":2}")
                    .send();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.first()).isTrue();
            assertThat(runs.of("plain")).isEqualTo(run);
        }
    }

    @ParameterizedTest(name = "H17 The first answer of {0} is the one given without the starter")
    @ValueSource(
            strings = {
                "/answers/no-content",
                "/answers/accepted",
                "/answers/see-other",
                "/answers/redirect",
                "/answers/empty",
                "/answers/nothing",
                "/answers/pdf",
                "/answers/gzip",
                "/answers/headers",
                "/answers/passing",
                "/answers/by-hand",
                "/orders/count",
                "/forms/lazy?a=1",
                "/raw/unread",
                "/answers/none",
            })
    void theFirstAnswerIsTheOneGivenWithoutTheStarter(String path) throws IOException {
        without.bean(Runs.class).forget();
        String head = "POST " + path + " HTTP/1.1\r\nHost: shop\r\nIdempotency-Key: " + key + "\r\n";
        Reply with = Wire.exchange(port, head, new byte[0]);
        Reply plain = Wire.exchange(without.port(), head, new byte[0]);

        assertThat(with.status()).isEqualTo(plain.status());
        assertThat(normal(with.text())).isEqualTo(normal(plain.text()));
        assertThat(with.answerHeaders()).isEqualTo(plain.answerHeaders());
        assertThat(with.headers("Set-Cookie")).isEqualTo(plain.headers("Set-Cookie"));
    }

    private void isAnsweredAlike(String request, String lines, String body) throws IOException {
        for (String keyLine : List.of("", "Idempotency-Key: " + key + "\r\n", "Idempotency-Key: \r\n")) {
            String whole = request + " HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n" + keyLine + lines
                    + "Content-Length: " + body.length() + "\r\n\r\n" + body;
            assertThat(answer(port, whole)).as(whole).isEqualTo(answer(without.port(), whole));
        }
    }

    private static String answer(int port, String request) throws IOException {
        try (Wire wire = new Wire(port)) {
            Reply reply = request.startsWith("HEAD ")
                    ? wire.send(request).readHead()
                    : wire.send(request).read();
            // Where the server cuts an answer into chunks depends on what the connection's buffers were used for
            // before.
            return normal(reply.toString() + wire.readAll());
        }
    }

    /** Without what differs from one answer to the next in any case. */
    private static String normal(String answer) {
        return answer.replaceAll("name=Date, value=[^]]*]", "name=Date]")
                .replaceAll("JSESSIONID=\\w+", "JSESSIONID=some")
                .replaceAll("\"timestamp\":\"[^\"]+\"", "\"timestamp\":\"now\"")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "uuid");
    }
}
