package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads stay readable, and are told apart by their parts. */
class MultipartTests extends HttpTest {

    private static final byte[] PICTURE = bytes(300_000, 1);
    private static final String ABOUT = "{\"item\":\"tea\",\"count\":2}";

    @ParameterizedTest(name = "H38 An upload by {0} is read whole")
    @ValueSource(strings = {"POST", "PUT"})
    void anUploadStaysReadable(String method) {
        Reply first = upload(method, "/forms/upload", picture("first"));
        assertThat(first.text()).isEqualTo("1: Ada tea tea leaf.png image/png " + Arrays.hashCode(PICTURE));

        Reply second = upload(method, "/forms/upload", picture("first"));
        assertThat(second.replayed()).isTrue();
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(runs.of("form")).isOne();
    }

    @Test
    @DisplayName("H38 An upload whose parts the handler fetches by itself is read whole")
    void partsFetchedByTheHandlerStayReadable() {
        Reply first = upload("POST", "/forms/parts", picture("first"));
        assertThat(first.text())
                .isEqualTo("1: name=" + Arrays.hashCode("Ada".getBytes(StandardCharsets.UTF_8)) + " about="
                        + Arrays.hashCode(ABOUT.getBytes(StandardCharsets.UTF_8)) + " file=" + Arrays.hashCode(PICTURE)
                        + " Ada");

        assertThat(upload("POST", "/forms/parts", picture("second")).replayed()).isTrue();
    }

    @Test
    @DisplayName("H38 The same parts behind another boundary are the same request")
    void anotherBoundaryIsTheSameRequest() {
        upload("POST", "/forms/upload", picture("first"));

        assertThat(upload("POST", "/forms/upload", picture("----WebKitFormBoundary7MA4YWxkTrZu0gW"))
                        .replayed())
                .isTrue();
        assertThat(runs.of("form")).isOne();
    }

    @Test
    @DisplayName("H31 Whatever differs in a part makes another request")
    void whateverDiffersInAPartCounts() {
        upload("POST", "/forms/upload", picture("b"));
        byte[] almost = PICTURE.clone();
        almost[almost.length - 1]++;

        isReused(with("Ada", "tea leaf.png", "image/png", almost));
        isReused(with("Ada", "tea leaf.png", "image/jpeg", PICTURE));
        isReused(with("Ada", "tea.png", "image/png", PICTURE));
        isReused(with("Ida", "tea leaf.png", "image/png", PICTURE));
        isReused(with("Ada", "tea leaf.png", "image/png", PICTURE).field("more", ""));
        isReused(picture("b").part("file", "second.png", "image/png", new byte[0]));
        assertThat(upload("POST", "/forms/upload", picture("c")).replayed()).isTrue();
        assertThat(runs.of("form")).isOne();
    }

    @Test
    @DisplayName("H38 Where the server does not take uploads apart, the handler reads them by itself")
    void aHandlerMayReadAnUploadByItself() {
        try (Shop shop = Shop.start("spring.servlet.multipart.enabled=false")) {
            Multipart body = picture("first");
            Client there = new Client(shop.port());

            Reply first = there.post("/raw/request")
                    .key(key)
                    .body(body.type(), body.bytes())
                    .send();
            assertThat(first.text())
                    .isEqualTo("1: " + body.bytes().length + " bytes, hash " + Arrays.hashCode(body.bytes()));
            assertThat(there.post("/raw/request")
                            .key(key)
                            .body(body.type(), body.bytes())
                            .send()
                            .replayed())
                    .isTrue();
            byte[] other = body.bytes();
            other[other.length / 2]++;
            assertThat(there.post("/raw/request")
                            .key(key)
                            .body(body.type(), other)
                            .send()
                            .status())
                    .isEqualTo(422);
        }
    }

    private static Multipart picture(String boundary) {
        return filled(new Multipart(boundary), "Ada", "tea leaf.png", "image/png", PICTURE);
    }

    private static Multipart with(String name, String fileName, String type, byte[] content) {
        return filled(new Multipart("b"), name, fileName, type, content);
    }

    private static Multipart filled(Multipart empty, String name, String fileName, String type, byte[] content) {
        return empty.field("name", name)
                .part("about", null, "application/json", ABOUT.getBytes(StandardCharsets.UTF_8))
                .part("file", fileName, type, content);
    }

    private Reply upload(String method, String path, Multipart body) {
        return client.call(method, path)
                .key(key)
                .body(body.type(), body.bytes())
                .send();
    }

    private void isReused(Multipart body) {
        Problem.of(upload("POST", "/forms/upload", body))
                .is(422, "idempotency-key-reused", "Idempotency-Key is already used", false);
    }

    private static byte[] bytes(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
