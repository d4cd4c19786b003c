package io.github.idempotency.systemtests.http;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.WhenFails;
import io.github.idempotency.spring.Idempotent;
import java.util.concurrent.Callable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Protected handlers that make protected calls. */
@RestController
@RequestMapping("/nesting")
class NestingController {

    static final class OrderFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OrderFailedException(Throwable cause) {
            super("wrapped", cause);
        }
    }

    private final Runs runs;
    private final ChargeService charges;
    private final ObjectProvider<NestingController> self;

    NestingController(Runs runs, ChargeService charges, ObjectProvider<NestingController> self) {
        this.runs = runs;
        this.charges = charges;
        this.self = self;
    }

    @PostMapping("/open")
    @Idempotent
    String open(@RequestParam String order, @RequestParam int amount, @RequestParam String door) {
        runs.add("nesting");
        return charges.charge(order, amount, door);
    }

    @PostMapping("/unprotected")
    String unprotected(@RequestParam String order, @RequestParam int amount, @RequestParam String door) {
        return charges.charge(order, amount, door);
    }

    @PostMapping("/later")
    @Idempotent
    Callable<String> later(@RequestParam String order, @RequestParam int amount, @RequestParam String door) {
        return () -> open(order, amount, door);
    }

    /** Turns whatever happens into a refusal of its own, which by itself would be worth recording. */
    @PostMapping("/wrapped")
    @Idempotent
    String wrapped(@RequestParam String order, @RequestParam int amount, @RequestParam String door) {
        try {
            return open(order, amount, door);
        } catch (CallRejectedException e) {
            throw new OrderFailedException(e);
        }
    }

    @PostMapping("/hold")
    @Idempotent(whenFails = WhenFails.HOLD)
    String hold(@RequestParam String order, @RequestParam int amount, @RequestParam String door) {
        return open(order, amount, door);
    }

    /** Knows what to do without the step. */
    @PostMapping("/caught")
    @Idempotent
    String caught(@RequestParam String order, @RequestParam int amount, @RequestParam String door) {
        try {
            return open(order, amount, door);
        } catch (CallRejectedException e) {
            return "to be charged later";
        }
    }

    /** Calls itself with the key it holds. */
    @PostMapping("/itself")
    @Idempotent
    String itself() {
        runs.add("nesting");
        return self.getObject().itself();
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.CONFLICT)
    String handle(OrderFailedException failure) {
        return "order failed";
    }
}
