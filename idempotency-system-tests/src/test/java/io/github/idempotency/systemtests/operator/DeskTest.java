package io.github.idempotency.systemtests.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.http.Client;
import io.github.idempotency.systemtests.http.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A test that customers and operators take part in; all tests on one store share one running application. */
@SpringBootTest(
        classes = DeskApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "spring.main.banner-mode=off",
            "spring.application.name=desk",
            "spring.datasource.url=jdbc:h2:mem:desk;DB_CLOSE_DELAY=-1",
            "logging.level.io.github.idempotency.audit=info",
            "management.endpoints.web.exposure.include=health,info,idempotency",
            "management.endpoint.idempotency.access=unrestricted",
            "management.health.redis.enabled=false",
        })
@ExtendWith(OutputCaptureExtension.class)
abstract class DeskTest {

    static final String RECORDS = "/actuator/idempotency/records";

    @LocalServerPort
    int port;

    @Autowired
    DeskApplication.Trouble trouble;

    Client client;

    /** A key no other test uses, with characters that have to be encoded. */
    String key;

    private CapturedOutput output;

    @BeforeEach
    void startAfresh(CapturedOutput captured) {
        client = new Client(port);
        key = "k+ 1,~" + UUID.randomUUID();
        output = captured;
    }

    @AfterEach
    void noKeyIsEverLogged() {
        assertThat(log()).doesNotContain(key);
    }

    String log() {
        return output.getAll();
    }

    Reply get(String user, String pathAndQuery) {
        return as(client.get(pathAndQuery), user).send();
    }

    Reply post(String user, String path, String json) {
        return as(client.post(path), user).json(json).send();
    }

    Reply delete(String user, String pathAndQuery) {
        return as(client.call("DELETE", pathAndQuery), user).send();
    }

    Client.Call as(Client.Call call, String user) {
        return call.header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8)));
    }

    Client.Call payment(String user) {
        return as(client.post("/payments"), user).key('"' + key + '"').json("{\"reference\":\"" + key + "\"}");
    }

    Client.Call donation() {
        return client.post("/open/donations").key('"' + key + '"').json("{\"reference\":\"" + key + "\"}");
    }

    Client.Call receipt() {
        return client.post("/open/receipts/" + encoded(key).replace("+", "%20"));
    }

    Client.Call note() {
        return client.post("/open/notes/" + encoded(key).replace("+", "%20"));
    }

    String paymentOf(String user) {
        return RECORDS + "?operation=" + encoded("POST /payments") + "&key=" + encoded(key) + "&principal=" + user;
    }

    String ofDonation() {
        return RECORDS + "?operation=" + encoded("POST /open/donations") + "&key=" + encoded(key);
    }

    Reply resolve(String user, String pathAndQuery, String json) {
        return post(user, pathAndQuery, json);
    }

    JsonNode found(String pathAndQuery) {
        Reply reply = get("sue", pathAndQuery);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.text()).doesNotContain(key);
        return json(reply);
    }

    List<String> digests(String path) {
        JsonNode listing = found(path);
        assertThat(listing.get("complete").asBoolean()).isTrue();
        List<String> digests = new ArrayList<>();
        listing.get("records")
                .forEach(record -> digests.add(record.get("digest").asString()));
        return digests;
    }

    /** The one message of an answer that is none. */
    String error(Reply reply, int status) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.text()).doesNotContain(key);
        return json(reply).get("error").asString();
    }

    static JsonNode json(Reply reply) {
        return JsonMapper.shared().readTree(reply.body());
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
