package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Form bodies stay readable in every way there is, and tell requests apart. */
class FormTests extends HttpTest {

    private static final String ADA = "name=Ada+%26+Zo%C3%AB&tag=a%2Bb&tag=&other";

    @ParameterizedTest(name = "H38 A form read as {0} is read whole")
    @CsvSource(
            delimiter = '|',
            value = {
                "params | 1: Ada & Zoë [a+b, ]",
                "bean   | 1: Ada & Zoë [a+b, ]",
                "map    | 1: {name=[Ada & Zoë], tag=[a+b, ], other=[]}",
                "lazy   | 1: {name=[Ada & Zoë], other=[], tag=[a+b, ]} Ada & Zoë [a+b, ]",
                "raw    | 1: name=Ada+%26+Zo%C3%AB&tag=a%2Bb&tag=&other",
                "reader | 1: name=Ada+%26+Zo%C3%AB&tag=a%2Bb&tag=&other",
            })
    void aFormStaysReadable(String way, String seen) {
        Reply first = client.post("/forms/" + way).key(key).form(ADA).send();
        assertThat(first.text()).isEqualTo(seen);

        isReplayed(client.post("/forms/" + way).key(key).form(ADA).send(), first);
        isReused(client.post("/forms/" + way)
                .key(key)
                .form(ADA.replace("Ada", "Ida"))
                .send());
        isReused(client.post("/forms/" + way).key(key).form(ADA + "&name=Ida").send());
        isReused(client.post("/forms/" + way)
                .key(key)
                .form(ADA.replace("&tag=&", "&"))
                .send());
        assertThat(runs.of("form")).isOne();
    }

    @Test
    @DisplayName("H38 A form taken as a string has all its fields")
    void aFormTakenAsAString() {
        String pairs = "name=Ada&tag=a%2Bb";
        Reply first = client.post("/forms/string").key(key).form(pairs).send();
        assertThat(first.text()).isEqualTo("1: " + pairs);

        isReplayed(client.post("/forms/string").key(key).form(pairs).send(), first);
        isReused(client.post("/forms/string").key(key).form("name=Ada&tag=ab").send());
    }

    @ParameterizedTest(name = "H38 {0} of a form, which the container does not read by itself")
    @ValueSource(strings = {"PUT", "PATCH", "DELETE"})
    void otherMethodsHaveForms(String method) {
        Reply first = client.call(method, "/forms/params").key(key).form(ADA).send();
        assertThat(first.text()).isEqualTo("1: Ada & Zoë [a+b, ]");

        isReplayed(client.call(method, "/forms/params").key(key).form(ADA).send(), first);
        isReused(client.call(method, "/forms/params").key(key).form("name=Ida").send());
        assertThat(runs.of("form")).isOne();
    }

    @ParameterizedTest(name = "H38 Query and body of a form read as {0} come together, the query first")
    @CsvSource(
            delimiter = '|',
            value = {
                "params | 1: Ada [q, b]",
                "lazy   | 1: {name=[Ada], tag=[q, b]} Ada [q, b]",
            })
    void queryAndBodyComeTogether(String way, String seen) {
        String path = "/forms/" + way + "?tag=q";
        Reply first = client.post(path).key(key).form("name=Ada&tag=b").send();
        assertThat(first.text()).isEqualTo(seen);

        isReplayed(client.post(path).key(key).form("name=Ada&tag=b").send(), first);
        isReused(client.post("/forms/" + way + "?tag=b")
                .key(key)
                .form("name=Ada&tag=q")
                .send());
    }

    @Test
    @DisplayName("H38 The order of fields does not count, the order of one field's values does")
    void theOrderOfFieldsDoesNotCount() {
        Reply first = client.post("/forms/params")
                .key(key)
                .form("name=Ada&tag=a&tag=b")
                .send();

        isReplayed(
                client.post("/forms/params")
                        .key(key)
                        .form("tag=a&name=Ada&tag=b")
                        .send(),
                first);
        isReplayed(
                client.post("/forms/params")
                        .key(key)
                        .form("tag=%61&name=Ad%61&tag=b")
                        .send(),
                first);
        isReused(client.post("/forms/params")
                .key(key)
                .form("name=Ada&tag=b&tag=a")
                .send());
    }

    @Test
    @DisplayName("H38 Values cannot move from one field to another unnoticed")
    void fieldsAreFramed() {
        Reply first = client.post("/forms/lazy")
                .key(key)
                .form("name=Ada&tag=a&b=&c=d&e=f")
                .send();
        assertThat(first.status()).isEqualTo(200);

        isReused(client.post("/forms/lazy")
                .key(key)
                .form("name=Ada&tag=a%26b%3D&c=d&e=f")
                .send());
        isReused(client.post("/forms/lazy")
                .key(key)
                .form("name=Ada&tag=a&tag=b&c=d&e=f")
                .send());
        isReused(client.post("/forms/lazy")
                .key(key)
                .form("name=Ada&tag=&ab=&c=d&e=f")
                .send());
        isReused(client.post("/forms/lazy")
                .key(key)
                .form("name=Ada&tag=a&b=&c=d&c=e&c=f")
                .send());
        isReused(client.post("/forms/lazy").key(key).form("").send());
    }

    private void isReplayed(Reply reply, Reply first) {
        assertThat(reply.replayed()).as("%s", reply).isTrue();
        assertThat(reply.body()).isEqualTo(first.body());
    }

    private void isReused(Reply reply) {
        Problem.of(reply).is(422, "idempotency-key-reused", "Idempotency-Key is already used", false);
    }
}
