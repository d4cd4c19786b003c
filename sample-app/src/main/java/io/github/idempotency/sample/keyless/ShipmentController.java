package io.github.idempotency.sample.keyless;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
@RequestMapping("/shipments")
class ShipmentController {

    record ShipmentRequest(
            @NotBlank String orderNumber, @NotBlank String carrier) {}

    private final ShipmentService shipments;

    ShipmentController(ShipmentService shipments) {
        this.shipments = shipments;
    }

    /**
     * 201 the first time. The same request again succeeds with 200 and the same shipment: whoever lost the first answer
     * has what they asked for. 409 if the order left by another carrier, because then they have not.
     */
    @PostMapping
    ResponseEntity<Shipment> ship(@Valid @RequestBody ShipmentRequest request) {
        Shipment wanted = new Shipment(UUID.randomUUID().toString(), request.orderNumber(), request.carrier());
        Shipment shipment = shipments.shipOnce(wanted);
        if (shipment.equals(wanted)) {
            return ResponseEntity.created(URI.create("/shipments/" + shipment.orderNumber()))
                    .body(shipment);
        }
        if (shipment.carrier().equals(wanted.carrier())) {
            return ResponseEntity.ok(shipment);
        }
        throw new ResponseStatusException(
                HttpStatus.CONFLICT, "Order " + shipment.orderNumber() + " has left by " + shipment.carrier());
    }

    @GetMapping("/{orderNumber}")
    Shipment find(@PathVariable String orderNumber) {
        return shipments.find(orderNumber).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
