package io.github.idempotency.systemtests.ledger;

import io.github.idempotency.TransactionMode;
import io.github.idempotency.spring.Idempotent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Answers in every shape there is. */
@Controller
@RequestMapping("/shapes")
class ShapeController {

    static final int LIMIT = 20_000;

    /** The templates of the application. */
    @Configuration(proxyBeanMethods = false)
    static class Templates {

        /** Reads what the handler has written, although it is not committed yet. */
        @Bean
        TextView count(Ledger ledger) {
            return model -> ledger.count(String.valueOf(model.get("name"))) + " at " + System.nanoTime();
        }

        @Bean
        TextView sorry() {
            return model -> "sorry: " + model.get("reason");
        }

        @Bean
        TextView broken() {
            return model -> {
                throw new IllegalStateException("on purpose");
            };
        }
    }

    /** Plain text made of a model. */
    interface TextView extends View {

        String text(Map<String, ?> model);

        @Override
        default String getContentType() {
            return MediaType.TEXT_PLAIN_VALUE;
        }

        @Override
        default void render(Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            response.setContentType(getContentType());
            response.getWriter().print("View: ");
            response.getWriter().print(text(model));
        }
    }

    private final Ledger ledger;

    ShapeController(Ledger ledger) {
        this.ledger = ledger;
    }

    @PostMapping("/view/{view}/{name}")
    @Idempotent(transaction = TransactionMode.SAME)
    public String view(@PathVariable String view, @PathVariable String name, Model model) {
        ledger.write(name);
        model.addAttribute("name", name);
        return view;
    }

    @PostMapping("/redirect/{name}")
    @Idempotent(transaction = TransactionMode.SAME)
    public String redirect(@PathVariable String name) {
        return "redirect:/entries/" + name + "/" + ledger.write(name);
    }

    @PostMapping("/redirect-by-hand/{name}")
    @Idempotent(transaction = TransactionMode.SAME)
    public void redirectByHand(@PathVariable String name, HttpServletResponse response) throws IOException {
        response.sendRedirect("/entries/" + name + "/" + ledger.write(name));
    }

    @PostMapping("/forward/{name}")
    @Idempotent(transaction = TransactionMode.SAME)
    public String forward(@PathVariable String name) {
        ledger.write(name);
        return "forward:/shapes/target/" + name;
    }

    @PostMapping("/forward-to-protected/{name}")
    public String forwardToProtected(@PathVariable String name) {
        return "forward:/shapes/view/count/" + name;
    }

    @PostMapping("/target/{name}")
    @ResponseBody
    public String target(@PathVariable String name) {
        return "target " + ledger.write(name);
    }

    @PostMapping("/large/{size}/{name}")
    @Idempotent(transaction = TransactionMode.SAME)
    @ResponseBody
    public String large(@PathVariable int size, @PathVariable String name) {
        return String.valueOf(ledger.write(name)).repeat(size);
    }

    /** Writes more than can be kept while it still has work to do. */
    @PostMapping("/large-by-hand/{name}")
    @Idempotent(transaction = TransactionMode.SAME)
    public void largeByHand(@PathVariable String name, HttpServletResponse response) throws IOException {
        ledger.write(name);
        response.getOutputStream().write(new byte[LIMIT + 1]);
        ledger.write(name);
    }

    @PostMapping("/large-and-stubborn/{name}")
    @Idempotent(transaction = TransactionMode.SAME)
    public void largeAndStubborn(@PathVariable String name, HttpServletResponse response) throws IOException {
        try {
            largeByHand(name, response);
        } catch (IllegalStateException e) {
            ledger.write(name);
        }
    }

    @PostMapping("/events/{name}")
    @Idempotent(transaction = TransactionMode.SAME)
    @ResponseBody
    public Object events(@PathVariable String name) {
        ledger.write(name);
        return new SseEmitter();
    }

    @PostMapping("/callable/{name}")
    @Idempotent(transaction = TransactionMode.SAME)
    @ResponseBody
    public Object callable(@PathVariable String name) {
        ledger.write(name);
        Callable<String> later = () -> "later " + ledger.write(name);
        return later;
    }

    @PostMapping("/async/{name}")
    @Idempotent(transaction = TransactionMode.SAME)
    public void async(@PathVariable String name, HttpServletRequest request) {
        ledger.write(name);
        request.startAsync();
    }

    @PostMapping("/async-and-stubborn/{name}")
    @Idempotent(transaction = TransactionMode.SAME)
    @ResponseBody
    public String asyncAndStubborn(@PathVariable String name, HttpServletRequest request) {
        try {
            async(name, request);
        } catch (IllegalStateException e) {
            return "never mind";
        }
        return "not reached";
    }
}
