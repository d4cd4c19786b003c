package io.github.idempotency.sample.keyless;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.sample.Requests;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class AddressTests {

    private static final String OLD = "{\"street\":\"Mill Lane 1\",\"city\":\"York\"}";
    private static final String NEW = "{\"street\":\"High Street 7\",\"city\":\"Leeds\"}";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    private Requests requests;

    @BeforeEach
    void connect() {
        requests = new Requests(port);
    }

    @Test
    void anyNumberOfRequestsLeaveTheSameState() throws Exception {
        assertThat(put("c-1", OLD)).isEqualTo(201);
        assertThat(put("c-1", OLD)).isEqualTo(204);
        assertThat(put("c-1", OLD)).isEqualTo(204);
        assertThat(requests.get("/customers/c-1/address").body()).isEqualTo(OLD);
        assertThat(put("c-1", NEW)).isEqualTo(204);
        assertThat(requests.get("/customers/c-1/address").body()).isEqualTo(NEW);
        assertThat(addressesOf("c-1")).isEqualTo(1);
    }

    @Test
    void twentySimultaneousRequestsLeaveOneAddress() throws Exception {
        List<HttpResponse<String>> responses = requests.simultaneously("PUT", "/customers/c-2/address", OLD);

        assertThat(responses).extracting(HttpResponse::statusCode).containsOnly(201, 204);
        assertThat(responses)
                .filteredOn(response -> response.statusCode() == 201)
                .hasSize(1);
        assertThat(addressesOf("c-2")).isEqualTo(1);
    }

    /** What an upsert does not protect against; {@link PriceTests} shows what does. */
    @Test
    void aLateRepetitionBringsBackTheOldAddress() throws Exception {
        put("c-3", OLD);
        put("c-3", NEW);

        assertThat(put("c-3", OLD)).isEqualTo(204);
        assertThat(requests.get("/customers/c-3/address").body()).isEqualTo(OLD);
    }

    private int put(String customerId, String address) throws Exception {
        return requests.send("PUT", "/customers/" + customerId + "/address", address)
                .statusCode();
    }

    private int addressesOf(String customerId) {
        return jdbc.sql("select count(*) from addresses where customer_id = ?")
                .param(customerId)
                .query(Integer.class)
                .single();
    }
}
