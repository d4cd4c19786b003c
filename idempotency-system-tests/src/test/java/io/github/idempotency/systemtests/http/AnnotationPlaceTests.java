package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever the annotation stands, the handlers it means are protected. */
class AnnotationPlaceTests extends HttpTest {

    @ParameterizedTest(name = "H18 A handler is protected by the annotation in this place: {0}")
    @ValueSource(strings = {"interface", "inherited", "public", "own"})
    void theHandlerIsProtected(String place) {
        Reply first = client.post("/places/" + place)
                .key(key)
                .body("text/plain", "tea")
                .send();
        assertThat(first.text()).isEqualTo("tea1");

        Reply second = client.post("/places/" + place)
                .key(key)
                .body("text/plain", "tea")
                .send();
        assertThat(second.replayed()).isTrue();
        assertThat(second.text()).isEqualTo("tea1");
        assertThat(client.post("/places/" + place)
                        .body("text/plain", "tea")
                        .send()
                        .status())
                .isEqualTo(400);
        assertThat(runs.of(place)).isOne();
    }
}
