package io.github.idempotency.sample.keyless;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
@RequestMapping("/products/{productId}/price")
class PriceController {

    private static final Pattern ETAG = Pattern.compile("\"(\\d{1,18})\"");

    record PriceRequest(
            @NotNull @Positive @Digits(integer = 9, fraction = 2)
            BigDecimal amount) {}

    private final PriceService prices;

    PriceController(PriceService prices) {
        this.prices = prices;
    }

    @GetMapping
    ResponseEntity<Price> find(@PathVariable String productId) {
        Price price =
                prices.find(productId).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "No price"));
        return ResponseEntity.ok().eTag(price.etag()).body(price);
    }

    @PutMapping(headers = HttpHeaders.IF_NONE_MATCH + "=*")
    ResponseEntity<Void> create(@PathVariable String productId, @Valid @RequestBody PriceRequest request) {
        Price price = prices.create(productId, request.amount()).orElseThrow(PriceController::preconditionFailed);
        return ResponseEntity.created(URI.create("/products/" + productId + "/price"))
                .eTag(price.etag())
                .build();
    }

    /** The same request again meets the version it has made itself, and so changes nothing. */
    @PutMapping(headers = HttpHeaders.IF_MATCH)
    ResponseEntity<Void> change(
            @PathVariable String productId,
            @RequestHeader(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @RequestBody PriceRequest request) {
        Price price = prices.change(productId, version(ifMatch), request.amount())
                .orElseThrow(PriceController::preconditionFailed);
        return ResponseEntity.noContent().eTag(price.etag()).build();
    }

    /** Without a version the last writer would win, and a late repetition would be the last writer. */
    @PutMapping
    void refuseUnconditional() {
        throw new ResponseStatusException(
                HttpStatus.PRECONDITION_REQUIRED,
                "Send the ETag of the price as If-Match, or If-None-Match: * for the first");
    }

    /** One tag, and one of ours; {@code *} stands for "whatever there is", which nobody has seen. */
    private static long version(String ifMatch) {
        Matcher tag = ETAG.matcher(ifMatch);
        if (!tag.matches()) {
            throw preconditionFailed();
        }
        return Long.parseLong(tag.group(1));
    }

    private static ResponseStatusException preconditionFailed() {
        return new ResponseStatusException(
                HttpStatus.PRECONDITION_FAILED, "The price is not the one you have seen: get it and decide again");
    }
}
