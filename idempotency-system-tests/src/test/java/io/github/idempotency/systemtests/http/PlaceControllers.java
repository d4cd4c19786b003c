package io.github.idempotency.systemtests.http;

import io.github.idempotency.spring.Idempotent;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where users put the annotation besides on the handler itself. */
final class PlaceControllers {

    private PlaceControllers() {}

    /** As generators write it from an API description. */
    interface Api {

        @PostMapping("/places/interface")
        @Idempotent
        String place(@RequestBody String body);
    }

    @RestController
    static class OnInterface implements Api {

        private final Runs runs;

        OnInterface(Runs runs) {
            this.runs = runs;
        }

        @Override
        public String place(String body) {
            return body + runs.add("interface");
        }
    }

    @Idempotent
    abstract static class Base {

        private final Runs runs;

        Base(Runs runs) {
            this.runs = runs;
        }

        @PostMapping("/inherited")
        public String place(@RequestBody String body) {
            return body + runs.add("inherited");
        }

        /** Spring MVC does not ask for more. */
        @PostMapping("/package-private")
        String placeHere(@RequestBody String body) {
            return body + runs.add("package-private");
        }
    }

    @RestController
    @RequestMapping("/places")
    static class Inheriting extends Base {

        Inheriting(Runs runs) {
            super(runs);
        }
    }

    @RestController
    @Idempotent
    static class OnClass {

        private final Runs runs;

        OnClass(Runs runs) {
            this.runs = runs;
        }

        @PostMapping("/places/public")
        public String place(@RequestBody String body) {
            return body + runs.add("public");
        }
    }

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @Idempotent(operation = "own", retention = "1h")
    @interface Once {}

    @RestController
    static class WithOwnAnnotation {

        private final Runs runs;

        WithOwnAnnotation(Runs runs) {
            this.runs = runs;
        }

        @PostMapping("/places/own")
        @Once
        String place(@RequestBody String body) {
            return body + runs.add("own");
        }
    }
}
