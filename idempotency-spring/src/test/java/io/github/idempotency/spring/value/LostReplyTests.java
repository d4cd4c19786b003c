package io.github.idempotency.spring.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Rejection;
import io.github.idempotency.engine.Admission;
import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.engine.ProtectedCall;
import io.github.idempotency.spring.scene.Engines;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionSystemException;
import tools.jackson.databind.json.JsonMapper;

/** A commit whose reply got lost may have taken effect: the key stays taken like after a crash. */
class LostReplyTests {

    private static final ProtectedCall CALL =
            new ProtectedCall(IdempotencyKey.of("payment-1"), Fingerprint.NONE, "pay", Engines.POLICY);

    private final Queue<EngineEvent> events = new ConcurrentLinkedQueue<>();
    private final IdempotencyEngine engine = new IdempotencyEngine(Engines.memory(), Engines.SETTINGS, events::add);
    private final ValueCalls calls = new ValueCalls(new JacksonValueCodec(JsonMapper.shared()));

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void theKeyIsNotFreed() {
        RuntimeException lost = new TransactionSystemException("commit", new SQLException("reset by peer", "08006"));

        assertThatExceptionOfType(TransactionSystemException.class).isThrownBy(() -> run(lost));

        assertThat(endings()).containsExactly(Ending.ABANDONED);
        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> run(lost))
                .extracting(CallRejectedException::rejection)
                .isEqualTo(Rejection.IN_PROGRESS);
    }

    @Test
    void theKeyIsNotFreedByAFutureEither() throws Throwable {
        CompletableFuture<Object> work = new CompletableFuture<>();
        Answer answer = Answer.of(CompletableFuture.class, List.of(), new Class<?>[0]);
        calls.run(engine, CALL, answer, () -> work);

        work.completeExceptionally(new IllegalStateException(new SQLException("reset by peer", "08006")));

        assertThat(endings()).containsExactly(Ending.ABANDONED);
    }

    @Test
    void aRefusedStatementFreesTheKey() {
        RuntimeException refused = new TransactionSystemException("commit", new SQLException("constraint", "23505"));

        assertThatExceptionOfType(TransactionSystemException.class).isThrownBy(() -> run(refused));

        assertThat(engine.admit(CALL)).isInstanceOf(Admission.Run.class);
    }

    private Object run(RuntimeException failure) throws Throwable {
        return calls.run(engine, CALL, Answer.of(String.class, List.of(), new Class<?>[0]), () -> {
            throw failure;
        });
    }

    private List<Ending> endings() {
        return events.stream()
                .filter(EngineEvent.Ended.class::isInstance)
                .map(event -> ((EngineEvent.Ended) event).ending())
                .toList();
    }
}
