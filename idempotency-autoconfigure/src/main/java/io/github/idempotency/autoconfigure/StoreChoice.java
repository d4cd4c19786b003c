package io.github.idempotency.autoconfigure;

import io.github.idempotency.store.IdempotencyStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds the store that keeps the keys: the one the application names or defines, else the one it has everything for.
 * Thread-safe.
 */
public final class StoreChoice {

    /** The bean of a store that was not defined by the application. */
    public static final String CHOSEN_STORE = "chosenIdempotencyStore";

    private final ConfigurableListableBeanFactory beanFactory;
    private final List<StoreCandidate> candidates;
    private final String wanted;

    /** @param wanted what the property {@code idempotency.store} says; may be empty */
    StoreChoice(ConfigurableListableBeanFactory beanFactory, List<StoreCandidate> candidates, String wanted) {
        this.beanFactory = beanFactory;
        this.candidates = candidates;
        this.wanted = wanted;
    }

    /**
     * Whether the candidate of this name is the one that is made, or will be.
     *
     * @throws StoreSetupException if the choice is not clear
     */
    public boolean isChosen(String candidate) {
        return beanFactory.containsBean(CHOSEN_STORE) && candidate().name().equals(candidate);
    }

    /** The candidate behind {@link #CHOSEN_STORE}. */
    StoreCandidate candidate() {
        return wanted.isEmpty() ? byWhatThereIs() : byName();
    }

    /** The store of operations that name none. */
    IdempotencyStore standard() {
        if (beanFactory.containsBean(CHOSEN_STORE)) {
            return beanFactory.getBean(CHOSEN_STORE, IdempotencyStore.class);
        }
        if (!wanted.isEmpty()) {
            return beanFactory.getBean(wanted, IdempotencyStore.class);
        }
        try {
            return beanFactory.getBean(IdempotencyStore.class);
        } catch (NoUniqueBeanDefinitionException e) {
            throw new StoreSetupException(
                    "There are several IdempotencyStore beans (" + String.join(", ", namesOf(beanFactory))
                            + ") and none of them is the standard one.",
                    "Name the standard one in the property 'idempotency.store', or mark it as @Primary.");
        }
    }

    /** Every store by the name operations know it by. */
    Map<String, IdempotencyStore> stores() {
        Map<String, IdempotencyStore> stores = new LinkedHashMap<>();
        for (String name : namesOf(beanFactory)) {
            stores.put(
                    name.equals(CHOSEN_STORE) ? candidate().name() : name,
                    beanFactory.getBean(name, IdempotencyStore.class));
        }
        return stores;
    }

    /** The names of all store beans, which are not made by asking. */
    static List<String> namesOf(ConfigurableListableBeanFactory beanFactory) {
        return List.of(
                BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, IdempotencyStore.class, true, false));
    }

    private StoreCandidate byName() {
        return candidates.stream()
                .filter(candidate -> candidate.name().equalsIgnoreCase(wanted))
                .findFirst()
                .orElseThrow(() -> KnownStore.missing(wanted, choosable()));
    }

    private StoreCandidate byWhatThereIs() {
        List<StoreCandidate> standing =
                candidates.stream().filter(candidate -> !candidate.fallback()).toList();
        if (standing.size() > 1) {
            List<String> names =
                    standing.stream().map(StoreCandidate::name).sorted().toList();
            throw new StoreSetupException(
                    "The application has everything for several idempotency stores (" + String.join(", ", names)
                            + ") and does not say which of them keeps the keys.",
                    "Set one property: 'idempotency.store=" + String.join("' or 'idempotency.store=", names) + "'.");
        }
        return Stream.concat(standing.stream(), candidates.stream())
                .findFirst()
                .orElseThrow(() -> new StoreSetupException(
                        "There is nowhere to keep idempotency keys.", "Define an IdempotencyStore bean."));
    }

    private List<String> choosable() {
        return Stream.concat(
                        candidates.stream().map(StoreCandidate::name),
                        namesOf(beanFactory).stream().filter(name -> !name.equals(CHOSEN_STORE)))
                .sorted()
                .toList();
    }
}
