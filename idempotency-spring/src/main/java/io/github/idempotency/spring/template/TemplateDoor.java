package io.github.idempotency.spring.template;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.spring.operator.GivenAnswer;
import io.github.idempotency.spring.operator.KeySearch;
import io.github.idempotency.spring.operator.KnownOperation;
import io.github.idempotency.spring.operator.OperatorDoor;
import io.github.idempotency.spring.operator.ValueAnswers;
import java.util.Collection;
import java.util.List;

/** The door of the template, as its operators see it. Its operations are known once they were called. */
public final class TemplateDoor implements OperatorDoor {

    private final TemplateFoundation foundation;
    private final ValueAnswers answers;

    /** @param template it, or one it was derived from */
    public TemplateDoor(IdempotencyTemplate template) {
        this.foundation = template.foundation();
        this.answers = new ValueAnswers(foundation.values());
    }

    @Override
    public String name() {
        return "template";
    }

    @Override
    public Collection<KnownOperation> operations() {
        String store = foundation.engine().store().traits().name();
        return foundation.operations().entrySet().stream()
                .map(operation -> new KnownOperation(operation.getKey(), store, operation.getValue(), true))
                .toList();
    }

    @Override
    public List<IdempotencyKey> identities(KeySearch search) {
        return search.key().size() == 1
                ? List.of(foundation.key(search.operation(), search.key().get(0)))
                : List.of();
    }

    @Override
    public List<String> hints(KeySearch search) {
        return List.of();
    }

    @Override
    public boolean gives(GivenAnswer answer) {
        return answer.isValue();
    }

    /** The type of the value is only known to the calling code. */
    @Override
    public Outcome outcome(String operation, GivenAnswer answer) {
        return answers.outcome(operation, answer, null);
    }
}
