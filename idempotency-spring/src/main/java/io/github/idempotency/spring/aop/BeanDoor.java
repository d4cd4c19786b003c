package io.github.idempotency.spring.aop;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.spring.operation.IdempotentOperation;
import io.github.idempotency.spring.operation.OperationDefaults;
import io.github.idempotency.spring.operator.GivenAnswer;
import io.github.idempotency.spring.operator.KeySearch;
import io.github.idempotency.spring.operator.KnownOperation;
import io.github.idempotency.spring.operator.OperatorDoor;
import io.github.idempotency.spring.operator.ValueAnswers;
import io.github.idempotency.spring.value.ValueCalls;
import java.util.Collection;
import java.util.List;

/** The door of plain bean methods, as its operators see it. */
public final class BeanDoor implements OperatorDoor {

    private final BeanCallAdapter adapter;
    private final ValueAnswers answers;
    private final OperationDefaults defaults;

    public BeanDoor(BeanCallAdapter adapter, ValueCalls calls, OperationDefaults defaults) {
        this.adapter = adapter;
        this.answers = new ValueAnswers(calls);
        this.defaults = defaults;
    }

    @Override
    public String name() {
        return "bean";
    }

    @Override
    public Collection<KnownOperation> operations() {
        return adapter.operations().values().stream()
                .map(operation -> new KnownOperation(
                        operation.name(), operation.store(), operation.policy(), operation.required()))
                .toList();
    }

    @Override
    public List<IdempotencyKey> identities(KeySearch search) {
        return List.of(BeanCallAdapter.key(defaults.namespace(), search.operation(), search.key()));
    }

    @Override
    public List<String> hints(KeySearch search) {
        IdempotentOperation operation = adapter.operations().get(search.operation());
        return operation == null
                ? List.of()
                : List.of("The key of this operation is what " + operation.key()
                        + " gives for the arguments: give every part of a list as a 'key' of its own, in order.");
    }

    @Override
    public boolean gives(GivenAnswer answer) {
        return answer.isValue();
    }

    @Override
    public Outcome outcome(String operation, GivenAnswer answer) {
        IdempotentOperation known = adapter.operations().get(operation);
        return answers.outcome(operation, answer, known == null ? null : adapter.answer(known));
    }
}
