package io.github.idempotency.spring.template;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.engine.EngineRegistry;
import io.github.idempotency.spring.operator.GivenAnswer;
import io.github.idempotency.spring.operator.KeySearch;
import io.github.idempotency.spring.operator.KnownOperation;
import io.github.idempotency.spring.operator.OperatorDoor;
import io.github.idempotency.spring.operator.ValueAnswers;
import io.github.idempotency.store.IdempotencyStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The door of templates, as its operators see it. Its operations are known once they were called. */
public final class TemplateDoor implements OperatorDoor {

    private final List<TemplateFoundation> foundations;
    private final EngineRegistry engines;

    /**
     * @param templates those of the application, or ones they were derived from; at least one
     * @param engines where the names of stores come from
     */
    public TemplateDoor(Collection<IdempotencyTemplate> templates, EngineRegistry engines) {
        if (templates.isEmpty()) {
            throw new IllegalArgumentException("A door of templates needs a template");
        }
        this.foundations = templates.stream()
                .map(IdempotencyTemplate::foundation)
                .distinct()
                .toList();
        this.engines = engines;
    }

    @Override
    public String name() {
        return "template";
    }

    @Override
    public Collection<KnownOperation> operations() {
        return foundations.stream()
                .flatMap(foundation -> foundation.operations().entrySet().stream()
                        .map(met -> new KnownOperation(
                                met.getKey(),
                                name(foundation.engine().store()),
                                met.getValue().policy(),
                                true)))
                .distinct()
                .toList();
    }

    @Override
    public List<IdempotencyKey> identities(KeySearch search) {
        return search.key().size() == 1
                ? foundations.stream()
                        .map(foundation ->
                                foundation.key(search.operation(), search.key().get(0)))
                        .distinct()
                        .toList()
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

    /** The type of the value is known once the operation was called, if its calls agree in it. */
    @Override
    public Outcome outcome(String operation, GivenAnswer answer) {
        TemplateFoundation writer = foundations.get(0);
        MetOperation met = null;
        for (TemplateFoundation foundation : foundations) {
            MetOperation here = foundation.operations().get(operation);
            if (here != null && met != null && !MetOperation.sameType(met.answer(), here.answer())) {
                met = null;
                break;
            }
            if (here != null) {
                met = here;
                writer = foundation;
            }
        }
        return new ValueAnswers(writer.values()).outcome(operation, answer, met == null ? null : met.answer());
    }

    /** As operators are told it elsewhere: the name of its bean, not that of its kind. */
    private String name(IdempotencyStore store) {
        return new TreeMap<>(engines.byStore())
                .entrySet().stream()
                        .filter(entry -> entry.getValue().store().equals(store))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElseGet(() -> store.traits().name());
    }
}
