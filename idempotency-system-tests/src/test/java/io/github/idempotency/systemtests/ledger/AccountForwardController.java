package io.github.idempotency.systemtests.ledger;

import io.github.idempotency.TransactionMode;
import io.github.idempotency.spring.Idempotent;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** One request, two handlers, two times Spring MVC. */
@Controller
@RequestMapping("/accounts")
class AccountForwardController {

    @PostMapping("/forward/{name}")
    @Idempotent(transaction = TransactionMode.SAME)
    public String forward(@PathVariable String name, @RequestAttribute(AccountConfiguration.LOADED) Account account) {
        account.move(7);
        return "forward:/accounts/forwarded/" + name;
    }

    @PostMapping("/forwarded/{name}")
    @ResponseBody
    public String forwarded(@PathVariable String name, @RequestAttribute(AccountConfiguration.LOADED) Account account) {
        account.move(7);
        return "balance " + account.getBalance();
    }

    @PostMapping("/unprotected/{name}")
    public String unprotected(@PathVariable String name) {
        return "forward:/accounts/move/" + name;
    }
}
