package io.github.idempotency.systemtests.http;

import io.github.idempotency.spring.Idempotent;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Every way to read a form; each answers with what it has read. */
@RestController
@RequestMapping("/forms")
@Idempotent
class FormController {

    record Contact(String name, List<String> tag) {}

    private final Runs runs;

    FormController(Runs runs) {
        this.runs = runs;
    }

    @RequestMapping(
            path = "/params",
            method = {RequestMethod.POST, RequestMethod.PUT, RequestMethod.PATCH, RequestMethod.DELETE})
    public String params(@RequestParam String name, @RequestParam(required = false) List<String> tag) {
        return ran() + name + " " + tag;
    }

    @PostMapping("/bean")
    public String bean(@ModelAttribute Contact contact) {
        return ran() + contact.name() + " " + contact.tag();
    }

    @PostMapping("/map")
    public String map(@RequestBody MultiValueMap<String, String> form) {
        return ran() + form;
    }

    @PostMapping("/string")
    public String string(@RequestBody String form) {
        return ran() + form;
    }

    /** Reads parameters only once the handler runs, when the fingerprint has long been taken. */
    @PostMapping("/lazy")
    public String lazy(HttpServletRequest request) {
        return ran() + shown(request.getParameterMap()) + " " + request.getParameter("name") + " "
                + Arrays.toString(request.getParameterValues("tag"));
    }

    @PostMapping("/raw")
    public String raw(HttpServletRequest request) throws IOException {
        return ran() + new String(request.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @PostMapping("/reader")
    public String reader(HttpServletRequest request) throws IOException {
        return ran() + request.getReader().lines().collect(Collectors.joining("\n"));
    }

    @RequestMapping(
            path = "/upload",
            method = {RequestMethod.POST, RequestMethod.PUT})
    public String upload(
            @RequestPart("file") MultipartFile file,
            @RequestPart("about") OrderController.Order about,
            @RequestParam String name)
            throws IOException {
        return ran() + name + " " + about.item() + " " + file.getOriginalFilename() + " " + file.getContentType() + " "
                + Arrays.hashCode(file.getBytes());
    }

    @PostMapping("/parts")
    public String parts(HttpServletRequest request) throws IOException, ServletException {
        StringBuilder seen = new StringBuilder(ran());
        for (Part part : request.getParts()) {
            seen.append(part.getName())
                    .append('=')
                    .append(Arrays.hashCode(part.getInputStream().readAllBytes()))
                    .append(' ');
        }
        return seen.append(request.getParameter("name")).toString();
    }

    private String ran() {
        return runs.add("form") + ": ";
    }

    private static String shown(Map<String, String[]> parameters) {
        Map<String, String> shown = new TreeMap<>();
        parameters.forEach((name, values) -> shown.put(name, Arrays.toString(values)));
        return shown.toString();
    }
}
