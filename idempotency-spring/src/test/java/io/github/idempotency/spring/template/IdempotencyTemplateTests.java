package io.github.idempotency.spring.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import io.github.idempotency.ReplayedFailureException;
import io.github.idempotency.WhenFails;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.spring.scene.Effects;
import io.github.idempotency.spring.scene.Scene;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.ParameterizedTypeReference;

class IdempotencyTemplateTests {

    record Receipt(int number, BigDecimal amount) {}

    private final Scene scene = Scene.of();
    private final IdempotencyTemplate template = scene.template();

    @BeforeEach
    void reset() {
        Effects.reset();
    }

    @AfterEach
    void stop() {
        scene.close();
    }

    private static Receipt receipt() {
        return new Receipt(Effects.next(), new BigDecimal("12.50"));
    }

    @Test
    void theActionRunsOncePerKey() {
        Receipt first = template.execute("a", Receipt.class, IdempotencyTemplateTests::receipt);

        assertThat(template.<Receipt, RuntimeException>execute("a", Receipt.class, () -> receipt()))
                .isEqualTo(first);
        assertThat(template.execute("b", Receipt.class, IdempotencyTemplateTests::receipt)
                        .number())
                .isEqualTo(2);
    }

    @Test
    void genericTypesComeBackWithTheirGenerics() {
        ParameterizedTypeReference<Map<String, List<Receipt>>> type = new ParameterizedTypeReference<>() {};
        Map<String, List<Receipt>> first = template.execute("a", type, () -> Map.of("x", List.of(receipt())));

        Map<String, List<Receipt>> second = template.execute("a", type, () -> Map.of());

        assertThat(second).isEqualTo(first);
        assertThat(second.get("x").get(0).number()).isEqualTo(1);
    }

    @Test
    void futuresAreRecordedWhenTheyComplete() {
        ParameterizedTypeReference<CompletableFuture<Optional<Receipt>>> type = new ParameterizedTypeReference<>() {};
        CompletableFuture<Optional<Receipt>> result = new CompletableFuture<>();
        CompletableFuture<Optional<Receipt>> first = template.execute("a", type, () -> result);
        assertRejected(Rejection.IN_PROGRESS, () -> template.execute("a", type, () -> result));

        result.complete(Optional.of(receipt()));

        assertThat(template.execute("a", type, () -> result).join()).isEqualTo(first.join());
    }

    @Test
    void codeThatReturnsNothingRunsOnceToo() {
        template.run("a", Effects::next);
        template.run("a", Effects::next);

        assertThat(Effects.count()).isEqualTo(1);
    }

    @Test
    void nullIsAValueLikeAnyOther() {
        for (int i = 0; i < 2; i++) {
            String value = template.execute("a", String.class, () -> {
                Effects.next();
                return null;
            });
            assertThat(value).isNull();
        }
        assertThat(Effects.count()).isEqualTo(1);
    }

    @Test
    void primitiveClassesWork() {
        int first = template.execute("a", int.class, Effects::next);

        assertThat(template.execute("a", int.class, Effects::next)).isEqualTo(first);
    }

    @Test
    void checkedExceptionsKeepTheirType() {
        IdempotentAction<Receipt, IOException> action = () -> {
            Effects.next();
            throw new FileNotFoundException("gone");
        };
        try {
            template.execute("a", Receipt.class, action);
        } catch (IOException e) {
            // It compiles because the template throws what the action throws, and nothing else.
            assertThat(e).isInstanceOf(FileNotFoundException.class);
        }
        assertThatExceptionOfType(FileNotFoundException.class)
                .isThrownBy(() -> template.execute("a", Receipt.class, action));
        assertThat(Effects.count()).isEqualTo(2);
    }

    @Test
    void failuresThatAreAnswersAreReplayed() {
        IdempotencyTemplate recording = template.withRecordedFailures(IOException.class, IllegalStateException.class);

        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(FileNotFoundException.class)
                    .isThrownBy(() -> recording.execute("a", Receipt.class, () -> {
                        Effects.next();
                        throw new FileNotFoundException("gone");
                    }))
                    .withMessage("gone");
        }
        assertThat(Effects.count()).isEqualTo(1);
    }

    @Test
    void storedFailuresThatAreNotNamedComeBackUnderTheirNameOnly() {
        IdempotencyTemplate storing = template.withPolicy(policy -> policy.withWhenFails(WhenFails.STORE));
        IdempotentAction<Receipt, IOException> failing = () -> {
            throw new IOException("gone");
        };
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> storing.execute("a", Receipt.class, failing));

        assertThatExceptionOfType(ReplayedFailureException.class)
                .isThrownBy(() -> storing.execute("a", Receipt.class, failing))
                .withMessage("gone");
    }

    @Test
    void theSameKeyOfAnotherOperationIsAnotherCall() {
        template.withOperation("charge").run("a", Effects::next);
        template.withOperation("refund").run("a", Effects::next);
        template.withOperation("charge").run("a", Effects::next);
        template.run("a", Effects::next);

        assertThat(Effects.count()).isEqualTo(3);
        assertThat(scene.events().of(EngineEvent.Started.class))
                .extracting(EngineEvent.Started::operation)
                .containsExactly("charge", "refund", "template");
    }

    @Test
    void anotherRequestUnderTheSameKeyIsRefused() {
        template.withRequest(new Receipt(1, BigDecimal.ONE)).run("a", Effects::next);
        template.withRequest(new Receipt(1, BigDecimal.ONE)).run("a", Effects::next);

        assertRejected(
                Rejection.KEY_REUSED,
                () -> template.withRequest(new Receipt(1, BigDecimal.TEN)).run("a", Effects::next));
        assertRejected(Rejection.KEY_REUSED, () -> template.run("a", Effects::next));
        assertThat(Effects.count()).isEqualTo(1);
    }

    @Test
    void answersAreKeptForTheTimeAskedFor() {
        IdempotencyTemplate brief = template.withPolicy(policy -> policy.withLease(Duration.ofMillis(100)))
                .withRetention(Duration.ofMillis(150));
        brief.run("a", Effects::next);

        await().atMost(Duration.ofSeconds(10)).until(() -> {
            brief.run("a", Effects::next);
            return Effects.count() == 2;
        });
    }

    @Test
    void settingsThatContradictEachOtherAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> template.withRetention(Duration.ofSeconds(1)))
                .withMessageContaining("must not be shorter than the lease");
    }

    @Test
    void templatesDoNotChangeOneAnother() {
        IdempotencyTemplate other = template.withOperation("other").withRequest("x");

        other.run("a", Effects::next);
        template.run("a", Effects::next);
        template.run("a", Effects::next);

        assertThat(Effects.count()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void anEmptyKeyIsRefused(String key) {
        assertRejected(
                Rejection.KEY_MISSING, () -> template.withOperation("charge").run(key, Effects::next));

        assertThat(Effects.count()).isZero();
        assertThat(scene.events().of(EngineEvent.Rejected.class)).hasSize(1);
    }

    @Test
    void anOperationNeedsANameTheStoresTake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> template.withOperation("x".repeat(201)))
                .withMessageContaining("200");
        assertThatIllegalArgumentException().isThrownBy(() -> template.withOperation(" "));
    }

    @Test
    void aTypeThatCannotBeRecordedIsRefusedBeforeTheCodeRuns() {
        ParameterizedTypeReference<Stream<Integer>> type = new ParameterizedTypeReference<>() {};

        assertThatIllegalArgumentException()
                .isThrownBy(() -> template.execute("a", type, () -> {
                    Effects.next();
                    return Stream.of(1);
                }))
                .withMessageContaining("it can be read only once");
        assertThat(Effects.count()).isZero();
    }

    private static void assertRejected(Rejection why, ThrowingCallable call) {
        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.rejection()).isEqualTo(why));
    }
}
