package io.github.idempotency.systemtests.http;

import io.github.idempotency.spring.Idempotent;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;

/** Answers with views, by name. */
@Controller
@RequestMapping("/views")
class ViewController {

    /** The templates of the shop. */
    @Configuration(proxyBeanMethods = false)
    static class Templates {

        /** Leaves flushing to the container, as template engines may. */
        @Bean
        View receipt() {
            return new View() {
                @Override
                public String getContentType() {
                    return "text/html;charset=UTF-8";
                }

                @Override
                public void render(Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
                        throws IOException {
                    response.setContentType(getContentType());
                    response.getWriter().append("<p>Zoë, run ").append(String.valueOf(model.get("run")));
                }
            };
        }

        @Bean
        View broken() {
            return (model, request, response) -> {
                response.getWriter().write("half a rec");
                throw new IllegalStateException("on purpose");
            };
        }
    }

    private final Runs runs;

    ViewController(Runs runs) {
        this.runs = runs;
    }

    @PostMapping("/named/{view}")
    @Idempotent
    String named(@PathVariable String view, Model model) {
        model.addAttribute("run", runs.add("view"));
        return view;
    }

    @PostMapping("/model-and-view")
    @Idempotent
    ModelAndView modelAndView() {
        return new ModelAndView("receipt", "run", runs.add("view"));
    }

    @PostMapping("/redirect")
    @Idempotent
    String redirect() {
        return "redirect:/orders/" + runs.add("view");
    }

    @PostMapping("/forward/{where}")
    @Idempotent
    String forward(@PathVariable String where) {
        runs.add("view");
        return "forward:/views/target/" + where;
    }

    /** Forwards by hand while the handler is still running. */
    @PostMapping("/dispatch/{where}")
    @Idempotent
    void dispatch(@PathVariable String where, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        runs.add("view");
        request.getRequestDispatcher("/views/target/" + where).forward(request, response);
    }

    @PostMapping("/unprotected/{where}")
    String unprotected(@PathVariable String where) {
        return "forward:/views/answering/" + where;
    }

    @PostMapping("/answering/{how}")
    @Idempotent
    @ResponseBody
    Map<String, Integer> answering(@PathVariable String how, HttpServletResponse response) {
        int run = runs.add("view");
        if (how.equals("refusing")) {
            response.setStatus(409);
        } else if (how.equals("failing") && run == 1) {
            throw new IllegalStateException("on purpose");
        }
        return Map.of("run", run);
    }

    @PostMapping("/target/plain")
    @ResponseBody
    Map<String, Integer> plain() {
        return Map.of("run", runs.of("view"));
    }

    @PostMapping("/target/protected")
    @Idempotent
    @ResponseBody
    Map<String, Integer> alsoProtected() {
        return Map.of("run", runs.of("view"));
    }

    @PostMapping("/target/refused")
    @ResponseBody
    Map<String, Integer> refused(HttpServletResponse response) {
        response.setStatus(409);
        return Map.of("run", runs.of("view"));
    }
}
