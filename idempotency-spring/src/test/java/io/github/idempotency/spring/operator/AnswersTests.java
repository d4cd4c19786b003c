package io.github.idempotency.spring.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.TransactionMode;
import io.github.idempotency.WhenAbandoned;
import io.github.idempotency.WhenFails;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.codec.RecordedPayload;
import io.github.idempotency.engine.CallPolicy;
import io.github.idempotency.spring.operator.GivenAnswer.Kind;
import io.github.idempotency.spring.operator.OperatorException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An answer is written down by the door that will replay it, and not by guess. */
class AnswersTests {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final GivenAnswer RESPONSE = new GivenAnswer(200, null, List.of(), null, null, null);
    private static final GivenAnswer VALUE = new GivenAnswer(null, null, List.of(), null, "1", null);

    private final StubDoor http = new StubDoor("http", false, Duration.ofDays(1), List.of("both", "pay"));
    private final StubDoor bean = new StubDoor("bean", true, Duration.ofDays(2), List.of("both", "issue"));
    private final StubDoor template = new StubDoor("template", true, Duration.ofDays(3), List.of("pay#step"));
    private final Answers answers = new Answers(() -> List.of(http, bean, template));

    @Test
    void theDoorTheRecordWasFoundAtWritesTheAnswer() {
        assertThat(writer("both", http, RESPONSE)).isEqualTo("http");
        assertThat(writer("both", bean, VALUE)).isEqualTo("bean");
        assertThat(answers.decide("both", bean, VALUE, null).retention()).isEqualTo(Duration.ofDays(2));
        assertThat(answers.decide("both", bean, VALUE, WEEK).retention()).isEqualTo(WEEK);
    }

    @Test
    void itTakesNoAnswerOfTheOtherKindThoughAnotherDoorKnowsTheName() {
        assertThat(refused("both", http, VALUE, null)).contains("give a 'status'");
        assertThat(refused("both", bean, RESPONSE, null)).contains("give a 'value'");
        assertThat(refused("both", template, RESPONSE, WEEK)).contains("give a 'value'");
    }

    @Test
    void whatWasNotCalledYetTakesNoOtherKindEither() {
        assertThat(refused("new", template, RESPONSE, WEEK)).contains("give a 'value'");
        assertThat(refused("new", template, VALUE, null)).contains("give a 'retention'");
        assertThat(answers.decide("new", template, VALUE, WEEK).retention()).isEqualTo(WEEK);
    }

    @Test
    void aStepReturnsAValueWhateverItsOperationAnswers() {
        assertThat(refused("pay#step", http, RESPONSE, WEEK)).contains("give a 'value'");
        assertThat(refused("new#step", null, of(Kind.HTTP), WEEK)).contains("give a 'value'");
        assertThat(writer("pay#step", http, VALUE)).isEqualTo("template");
        assertThat(answers.decide("pay#step", null, VALUE, null).retention()).isEqualTo(Duration.ofDays(3));
        assertThat(refused("new#step", null, VALUE, null)).contains("give a 'retention'");
    }

    @Test
    void whereOnlyADigestIsGivenTheOperatorSaysTheKind() {
        assertThat(refused("pay", null, RESPONSE, WEEK)).contains("Give a 'kind'");
        assertThat(writer("both", null, of(Kind.HTTP))).isEqualTo("http");
        assertThat(writer("both", null, of(Kind.VALUE))).isEqualTo("bean");
        assertThat(refused("pay", null, of(Kind.VALUE), WEEK)).contains("give a 'status'");
        assertThat(refused("issue", null, of(Kind.HTTP), WEEK)).contains("give a 'value'");
        assertThat(refused("new", null, of(Kind.HTTP), null)).contains("give a 'retention'");
    }

    @Test
    void theKindHasToBeThatOfTheAnswer() {
        GivenAnswer contradicting = new GivenAnswer(200, null, List.of(), null, null, Kind.VALUE);

        assertThat(refused("pay", http, contradicting, WEEK)).contains("With the 'kind'");
    }

    private static GivenAnswer of(Kind kind) {
        GivenAnswer answer = kind == Kind.HTTP ? RESPONSE : VALUE;
        return new GivenAnswer(answer.status(), null, List.of(), null, answer.value(), kind);
    }

    private String writer(String operation, @Nullable OperatorDoor matched, GivenAnswer answer) {
        byte[] payload =
                answers.decide(operation, matched, answer, null).outcome().payload();
        return new String(RecordedPayload.decode(payload).content(), StandardCharsets.UTF_8);
    }

    private String refused(
            String operation, @Nullable OperatorDoor matched, GivenAnswer answer, @Nullable Duration retention) {
        OperatorException refusal = assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> answers.decide(operation, matched, answer, retention))
                .actual();
        assertThat(refusal.reason()).isEqualTo(Reason.INVALID);
        return String.valueOf(refusal.getMessage());
    }

    /** Writes its name down. */
    private record StubDoor(String name, boolean values, Duration retention, List<String> known)
            implements OperatorDoor {

        @Override
        public Collection<KnownOperation> operations() {
            CallPolicy policy = new CallPolicy(
                    Duration.ofSeconds(15),
                    retention,
                    WhenInProgress.REJECT,
                    Duration.ofSeconds(10),
                    WhenAbandoned.REEXECUTE,
                    WhenStoreFails.REFUSE,
                    WhenFails.RELEASE,
                    TransactionMode.SEPARATE);
            return known.stream()
                    .map(operation -> new KnownOperation(operation, "", policy, true))
                    .toList();
        }

        @Override
        public List<IdempotencyKey> identities(KeySearch search) {
            return List.of();
        }

        @Override
        public List<String> hints(KeySearch search) {
            return List.of();
        }

        @Override
        public boolean gives(GivenAnswer answer) {
            return answer.isValue() == values;
        }

        @Override
        public Outcome outcome(String operation, GivenAnswer answer) {
            return Outcome.result(name.getBytes(StandardCharsets.UTF_8));
        }
    }
}
