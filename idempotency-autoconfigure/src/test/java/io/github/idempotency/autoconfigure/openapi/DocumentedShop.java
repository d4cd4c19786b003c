package io.github.idempotency.autoconfigure.openapi;

import io.github.idempotency.spring.Idempotent;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Every way in which an operation can be protected, or not, and documented by its own author. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
@Import({
    DocumentedShop.Payments.class,
    DocumentedShop.Refunds.class,
    DocumentedShop.Described.class,
    DocumentedShop.Merged.class,
    DocumentedShop.Failures.class
})
class DocumentedShop {

    record Order(String id, int amount) {}

    @Idempotent(retention = "7d")
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface KeptForAWeek {}

    @RestController
    static class Payments {

        @Idempotent
        @PostMapping("/payments")
        @ResponseStatus(HttpStatus.CREATED)
        Order pay(@RequestBody Order order) {
            return order;
        }

        @Idempotent(required = false, retention = "90m")
        @PostMapping("/optional")
        Order optional(@RequestBody Order order) {
            return order;
        }

        @Idempotent(key = "#order.id", fingerprint = "#order.amount")
        @PostMapping("/by-order")
        Order byOrder(@RequestBody Order order) {
            return order;
        }

        @KeptForAWeek
        @PutMapping("/weekly/{id}")
        Order weekly(@PathVariable String id, @RequestBody Order order) {
            return order;
        }

        @PostMapping("/unprotected")
        Order unprotected(@RequestBody Order order) {
            return order;
        }
    }

    @RestController
    @RequestMapping("/refunds")
    @Idempotent(operation = "refund")
    static class Refunds {

        @PostMapping
        Order refund(@RequestBody Order order) {
            return order;
        }

        @GetMapping
        String all() {
            return "";
        }

        @RequestMapping(
                path = "/both",
                method = {RequestMethod.GET, RequestMethod.POST})
        String both() {
            return "";
        }
    }

    @RestController
    static class Described {

        @Idempotent
        @PostMapping("/described")
        @Parameter(
                name = "idempotency-key",
                in = ParameterIn.HEADER,
                description = "The till's own number",
                example = "till-7")
        @ApiResponse(responseCode = "200", headers = @Header(name = "Idempotent-Replayed", description = "Seen before"))
        @ApiResponse(responseCode = "409", description = "Sold out", content = @Content)
        @ApiResponse(
                responseCode = "503",
                description = "Closed",
                headers = @Header(name = "Retry-After", description = "Opening hours"),
                content = @Content(mediaType = "application/problem+json"))
        Order described(@RequestBody Order order) {
            return order;
        }

        @Idempotent
        @PostMapping("/own-schema")
        @Parameter(
                name = "Idempotency-Key",
                in = ParameterIn.HEADER,
                example = "till-7",
                schema = @Schema(type = "string", format = "uuid"))
        String ownSchema() {
            return "";
        }

        @Idempotent
        @PostMapping("/own-example")
        @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, example = "till-7")
        String ownExample() {
            return "";
        }

        @Idempotent(required = false)
        @PostMapping("/read")
        String read(@RequestHeader("Idempotency-Key") String key) {
            return "";
        }
    }

    @RestController
    static class Merged {

        @Idempotent
        @PostMapping(path = "/merged", consumes = "application/json")
        String json(@RequestBody String body) {
            return "";
        }

        @PostMapping(path = "/merged", consumes = "text/plain")
        String text(@RequestBody String body) {
            return "";
        }

        @Idempotent
        @PostMapping(path = "/alike", consumes = "application/json")
        String alikeJson(@RequestBody String body) {
            return "";
        }

        @Idempotent(retention = "1h")
        @PostMapping(path = "/alike", consumes = "text/plain")
        String alikeText(@RequestBody String body) {
            return "";
        }
    }

    @RestControllerAdvice
    static class Failures {

        @ExceptionHandler
        @ResponseStatus(HttpStatus.BAD_REQUEST)
        String refuse(IllegalArgumentException failure) {
            return "refused";
        }
    }
}
