package io.github.idempotency.sample.keyless;

import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
@RequestMapping("/customers/{customerId}/address")
class AddressController {

    private final AddressService addresses;

    AddressController(AddressService addresses) {
        this.addresses = addresses;
    }

    /** 201 if there was none before, 204 if there was. */
    @PutMapping
    ResponseEntity<Void> put(@PathVariable String customerId, @Valid @RequestBody Address address) {
        boolean created = addresses.put(customerId, address);
        return ResponseEntity.status(created ? HttpStatus.CREATED : HttpStatus.NO_CONTENT)
                .build();
    }

    @GetMapping
    Address find(@PathVariable String customerId) {
        return addresses.find(customerId).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
