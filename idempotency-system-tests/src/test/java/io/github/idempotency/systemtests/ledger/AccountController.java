package io.github.idempotency.systemtests.ledger;

import io.github.idempotency.TransactionMode;
import io.github.idempotency.spring.Idempotent;
import jakarta.persistence.EntityManager;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Works with entities and never says flush. */
@Controller
@ResponseBody
@RequestMapping({"/accounts", "/etag/accounts"})
@Idempotent(transaction = TransactionMode.SAME)
class AccountController {

    private final Accounts accounts;
    private final EntityManager entities;
    private final Ledger ledger;

    AccountController(Accounts accounts, EntityManager entities, Ledger ledger) {
        this.accounts = accounts;
        this.entities = entities;
        this.ledger = ledger;
    }

    @PostMapping("/open/{name}")
    @ResponseStatus(HttpStatus.CREATED)
    public Account open(@PathVariable String name) {
        ledger.writeInTransaction(name);
        Account account = new Account(name, name);
        account.move(5);
        return accounts.save(account);
    }

    /** The session is that of the request, and it finds out by itself what has changed. */
    @PostMapping("/move/{name}")
    public String move(@PathVariable String name, @RequestAttribute(AccountConfiguration.LOADED) Account account) {
        account.move(7);
        return "same session: " + entities.contains(account) + ", balance " + account.getBalance();
    }

    /** Its movements are loaded when they are written. */
    @PostMapping("/show/{name}")
    public Account show(@PathVariable String name, @RequestAttribute(AccountConfiguration.LOADED) Account account) {
        account.balance++;
        return account;
    }

    /** Another account has that code, which the database notices when the session is flushed. */
    @PostMapping("/violated/{name}")
    public String violated(@PathVariable String name) {
        ledger.write(name);
        accounts.save(new Account("other-" + name, name));
        return "success";
    }

    @PostMapping("/refused/{name}")
    public String refused(@PathVariable String name, @RequestAttribute(AccountConfiguration.LOADED) Account account) {
        account.move(7);
        accounts.save(new Account("other-" + name, "other-" + name));
        entities.flush();
        throw new LedgerAdvice.RefusedException("at " + System.nanoTime());
    }

    @PostMapping("/sent-error/{name}")
    public void sentError(
            @PathVariable String name,
            @RequestAttribute(AccountConfiguration.LOADED) Account account,
            HttpServletResponse response)
            throws IOException {
        account.move(7);
        response.sendError(409);
    }

    @PostMapping("/swallowed/{name}")
    public String swallowed(@PathVariable String name) {
        try {
            ledger.writeAndFail(name);
        } catch (IllegalStateException e) {
            return "all is well";
        }
        return "not reached";
    }

    @PostMapping("/broken/{name}")
    public Object broken(@PathVariable String name, @RequestAttribute(AccountConfiguration.LOADED) Account account) {
        account.move(7);
        return new Unwritable();
    }
}
