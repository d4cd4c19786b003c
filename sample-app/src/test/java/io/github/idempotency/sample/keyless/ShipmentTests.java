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
class ShipmentTests {

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
    void theSecondRequestIsAnsweredWithTheShipmentOfTheFirst() throws Exception {
        HttpResponse<String> first = requests.send("POST", "/shipments", shipment("S-1", "post"));
        HttpResponse<String> second = requests.send("POST", "/shipments", shipment("S-1", "post"));

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.headers().firstValue("Location")).hasValue("/shipments/S-1");
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(requests.get("/shipments/S-1").body()).isEqualTo(first.body());
        assertThat(shipmentsOf("S-1")).isEqualTo(1);
    }

    @Test
    void anotherCarrierForTheSameOrderIsAConflictAndChangesNothing() throws Exception {
        String shipped =
                requests.send("POST", "/shipments", shipment("S-2", "post")).body();

        assertThat(requests.send("POST", "/shipments", shipment("S-2", "courier"))
                        .statusCode())
                .isEqualTo(409);
        assertThat(requests.get("/shipments/S-2").body()).isEqualTo(shipped);
    }

    @Test
    void twentySimultaneousRequestsShipOnceAndGetTheSameShipment() throws Exception {
        List<HttpResponse<String>> responses = requests.simultaneously("POST", "/shipments", shipment("S-3", "post"));

        assertThat(responses).extracting(HttpResponse::statusCode).containsOnly(200, 201);
        assertThat(responses)
                .filteredOn(response -> response.statusCode() == 201)
                .hasSize(1);
        assertThat(responses)
                .extracting(HttpResponse::body)
                .containsOnly(responses.get(0).body());
        assertThat(shipmentsOf("S-3")).isEqualTo(1);
    }

    private int shipmentsOf(String orderNumber) {
        return jdbc.sql("select count(*) from shipments where order_number = ?")
                .param(orderNumber)
                .query(Integer.class)
                .single();
    }

    private static String shipment(String orderNumber, String carrier) {
        return "{\"orderNumber\":\"" + orderNumber + "\",\"carrier\":\"" + carrier + "\"}";
    }
}
