package io.github.idempotency.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.web.http.KeyRules;
import io.github.idempotency.web.http.KeySyntax;
import io.github.idempotency.web.http.Settings;
import io.github.idempotency.web.http.WebSettings;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients are told about the key they send. */
class KeyHeaderTests {

    private static final String UUID = "8e03978e-40d5-43dd-bc93-6894a57f9324";

    private final WebSettings defaults = Settings.with().build();

    @Test
    void aProtectedOperationDescribesItsKey() {
        Parameter key = new Documented(defaults).by("place").key();
        Schema<?> schema = key.getSchema();

        assertThat(key.getIn()).isEqualTo("header");
        assertThat(key.getRequired()).isTrue();
        assertThat(key.getDescription())
                .startsWith("Identifies this request.")
                .endsWith("Answers are replayed for 24 hours.");
        assertThat(schema.getType()).isEqualTo("string");
        assertThat(schema.getTypes()).containsExactly("string");
        assertThat(schema.getMinLength()).isEqualTo(1);
        assertThat(schema.getMaxLength()).isEqualTo(255);
        assertThat(schema.getPattern()).isNull();
        assertThat(schema.getExample()).isEqualTo(UUID);
    }

    @Test
    void anOptionalKeySaysWhatHappensWithoutIt() {
        Parameter key = new Documented(defaults).by("optional").key();

        assertThat(key.getRequired()).isFalse();
        assertThat(key.getDescription())
                .endsWith("Answers are replayed for 1 hour. A request without it is executed each time it is sent.");
    }

    @Test
    void anOperationWhoseHandlersDifferSaysSo() {
        for (String[] handlers : new String[][] {{"place", "plain"}, {"plain", "place"}, {"place", "optional"}}) {
            Parameter key = new Documented(defaults).by(handlers).key();
            assertThat(key.getRequired()).isFalse();
            assertThat(key.getDescription()).contains("Not every request with this path and method takes it");
        }
        assertThat(new Documented(defaults).by("place", "any").key().getRequired())
                .isTrue();
        assertThat(new Documented(defaults).by("place", "optional").key().getDescription())
                .contains("replayed for 1 hour.");
        assertThat(new Documented(defaults).by("optional", "place").key().getDescription())
                .contains("replayed for 1 hour.");
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpMethod.class,
            names = {"GET", "HEAD", "OPTIONS", "TRACE"})
    void operationsThatChangeNothingAreLeftAlone(HttpMethod method) {
        Documented documented = new Documented(defaults).by(method, "any");

        assertThat(documented.key()).isNull();
        assertThat(documented.response("400")).isNull();
        assertThat(documented.document.getComponents()).isNull();
    }

    @Test
    void operationsWithoutProtectionOrWithAKeyOfTheirOwnHaveNoHeader() {
        assertThat(new Documented(defaults).by("plain").key()).isNull();
        assertThat(new Documented(defaults).by("keyed").key()).isNull();
        assertThat(new Documented(defaults).by("keyed", "place").key()).isNotNull();
    }

    @Test
    void theSchemaFollowsTheRules() {
        Schema<?> quoted = schema(KeySyntax.STRICT, 10, 80, null);
        assertThat(quoted.getMinLength()).isEqualTo(12);
        assertThat(quoted.getMaxLength()).isEqualTo(82);
        assertThat(quoted.getPattern()).isEqualTo("^\".*\"$");
        assertThat(quoted.getExample()).isEqualTo('"' + UUID + '"');

        assertThat(schema(KeySyntax.STRICT, 1, 80, "a|b").getPattern()).isEqualTo("^\"(?:a|b)\"$");
        Schema<?> bare = schema(KeySyntax.LENIENT, 1, 80, "a|b");
        assertThat(bare.getPattern()).isEqualTo("^(?:a|b)$");
        assertThat(bare.getExample()).isNull();
        assertThat(schema(KeySyntax.LENIENT, 1, 20, null).getExample()).isNull();
    }

    @Test
    void aHeaderThatTheApplicationDescribesIsKept() {
        Parameter own = new Parameter().in("header").name("idempotency-key").description("Ours.");
        Documented documented = new Documented(defaults).with(own).by("place");

        assertThat(documented.operation.getParameters()).containsExactly(own);
        assertThat(own.getRequired()).isNull();
    }

    @Test
    void aHeaderThatIsAComponentIsKept() {
        Documented documented = new Documented(defaults);
        documented.document.setComponents(new Components()
                .addParameters("Key", new Parameter().in("header").name("Idempotency-Key")));
        documented.with(new Parameter().$ref("#/components/parameters/Key")).by("place");
        assertThat(documented.operation.getParameters()).hasSize(1);

        Documented unknown = new Documented(defaults).with(new Parameter().$ref("#/components/parameters/None"));
        assertThat(unknown.by("place").operation.getParameters()).hasSize(2);
        Documented elsewhere = new Documented(defaults).with(new Parameter().$ref("other.yaml#/Key"));
        elsewhere.document.setComponents(documented.document.getComponents());
        assertThat(elsewhere.by("place").operation.getParameters()).hasSize(2);
    }

    @Test
    void otherParametersAreKept() {
        Parameter query = new Parameter().in("query").name("Idempotency-Key").description("Another.");
        Documented documented = new Documented(defaults).with(query).by("place");

        assertThat(documented.operation.getParameters()).hasSize(2).first().isSameAs(query);
    }

    @Test
    void aHeaderThatTheHandlerOnlyReadsIsDescribedInACopy() {
        Parameter read = new Parameter()
                .in("header")
                .name("Idempotency-Key")
                .required(true)
                .deprecated(true)
                .allowEmptyValue(true)
                .style(Parameter.StyleEnum.SIMPLE)
                .explode(true)
                .allowReserved(true)
                .schema(new StringSchema())
                .example("mine");
        read.addExtension("x-own", 1);
        Parameter key = new Documented(defaults).with(read).by("optional").key();

        assertThat(key).isNotSameAs(read);
        assertThat(read.getDescription()).isNull();
        assertThat(key.getRequired()).isTrue();
        assertThat(key.getDescription()).doesNotContain("without it");
        assertThat(key.getDeprecated()).isTrue();
        assertThat(key.getAllowEmptyValue()).isTrue();
        assertThat(key.getStyle()).isEqualTo(Parameter.StyleEnum.SIMPLE);
        assertThat(key.getExplode()).isTrue();
        assertThat(key.getAllowReserved()).isTrue();
        assertThat(key.getExample()).isEqualTo("mine");
        assertThat(key.getExtensions()).containsEntry("x-own", 1);
        assertThat(key.getSchema().getMaxLength()).isEqualTo(255);
        assertThat(key.getSchema().getExample()).isNull();
    }

    @Test
    void examplesOfTheApplicationAreKept() {
        Parameter read = new Parameter().in("header").name("Idempotency-Key");
        read.addExample("one", new Example().value("mine"));
        Parameter key = new Documented(defaults).with(read).by("place").key();

        assertThat(key.getExamples()).containsOnlyKeys("one");
        assertThat(key.getSchema().getExample()).isNull();
    }

    @Test
    void aSchemaThatSaysAnythingIsKept() {
        List<Consumer<Schema<Object>>> says = new ArrayList<>();
        says.add(schema -> schema.set$ref("#/components/schemas/Key"));
        says.add(schema -> schema.setFormat("uuid"));
        says.add(schema -> schema.setPattern("x"));
        says.add(schema -> schema.setMinLength(3));
        says.add(schema -> schema.setMaxLength(3));
        says.add(schema -> schema.setDefault("x"));
        says.add(schema -> schema.setExample("x"));
        says.add(schema -> schema.setTitle("x"));
        says.add(schema -> schema.setDescription("x"));
        says.add(schema -> schema.addAllOfItem(new StringSchema()));
        says.add(schema -> schema.setType("integer"));
        says.add(schema -> schema.addType("null"));
        for (Consumer<Schema<Object>> saying : says) {
            Schema<Object> own = new Schema<>();
            saying.accept(own);
            Parameter read =
                    new Parameter().in("header").name("Idempotency-Key").schema(own);
            assertThat(new Documented(defaults).with(read).by("place").key().getSchema())
                    .isSameAs(own);
        }
        Parameter content = new Parameter().in("header").name("Idempotency-Key").content(new Content());
        Parameter key = new Documented(defaults).with(content).by("place").key();
        assertThat(key.getSchema()).isNull();
        assertThat(key.getContent()).isNotNull();
    }

    private static Schema<?> schema(KeySyntax syntax, int min, int max, String pattern) {
        KeyRules rules = new KeyRules(syntax, min, max, pattern == null ? null : Pattern.compile(pattern));
        return new Documented(Settings.with().rules(rules).build())
                .by("place")
                .key()
                .getSchema();
    }
}
