package io.github.idempotency.autoconfigure.near;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.autoconfigure.NearCaches;
import io.github.idempotency.autoconfigure.support.Analyses;
import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.engine.EngineListener;
import io.github.idempotency.engine.EngineRegistry;
import io.github.idempotency.engine.SettledRecords;
import io.github.idempotency.spring.operator.InspectedStores;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.StoreTraits;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class NearCacheTests {

    private final SharedMemory store = new SharedMemory();
    private final ApplicationContextRunner off = Apps.plain().withBean("shared", IdempotencyStore.class, () -> store);
    private final ApplicationContextRunner app = off.withPropertyValues("idempotency.near-cache.enabled=true");

    @Test
    void itIsOffUnlessAskedFor() {
        off.run(context -> {
            assertThat(context).doesNotHaveBean(NearCaches.class).doesNotHaveBean(NearCacheProperties.class);
            callTwice(context);
            assertThat(store.claims).hasValue(2);
        });
    }

    @Test
    void aDuplicateDoesNotAskTheStoreAndIsToldOfLikeAnyOther() {
        List<EngineEvent> events = new ArrayList<>();
        app.withBean(EngineListener.class, () -> events::add).run(context -> {
            callTwice(context);

            assertThat(store.claims).hasValue(1);
            assertThat(events)
                    .filteredOn(EngineEvent.Replayed.class::isInstance)
                    .hasSize(1);
            assertThat(events)
                    .filteredOn(event ->
                            event instanceof EngineEvent.StoreCalled call && call.verb() == EngineEvent.StoreVerb.CLAIM)
                    .hasSize(1);
        });
    }

    @Test
    void operatorsStillSeeTheStoreItself() {
        app.run(context -> {
            InspectedStores stores = new InspectedStores(context.getBean(EngineRegistry.class));
            assertThat(stores.all()).containsValue(store);
        });
    }

    @Test
    void whatIsInMemoryAnywayIsNotKeptTwice() {
        Apps.plain()
                .withPropertyValues("idempotency.near-cache.enabled=true")
                .withBean(NearCaches.class, () -> name -> {
                    throw new AssertionError("a near cache for " + name);
                })
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void anApplicationsOwnTakesPrecedence() {
        AtomicInteger asked = new AtomicInteger();
        app.withBean(NearCaches.class, () -> name -> new Nothing(asked)).run(context -> {
            assertThat(context).hasSingleBean(NearCaches.class);
            callTwice(context);
            assertThat(asked).hasPositiveValue();
            assertThat(store.claims).hasValue(2);
        });
    }

    @Test
    void withoutCaffeineTheStartStopsAndSaysWhatToAdd() {
        for (String missing : List.of("com.github.benmanes", "io.github.idempotency.near")) {
            app.withClassLoader(new FilteredClassLoader(missing)).run(context -> {
                FailureAnalysis analysis = Analyses.of(context.getStartupFailure());
                assertThat(analysis.getDescription()).contains("'idempotency.near-cache.enabled'", "Caffeine");
                assertThat(analysis.getAction()).contains("com.github.ben-manes.caffeine:caffeine");
            });
        }
        off.withClassLoader(new FilteredClassLoader("com.github.benmanes"))
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void settingsThatCannotBeUsedStopTheStart() {
        for (String wrong : List.of("max-bytes=0B", "time-to-live=0s", "time-to-live=-1s")) {
            app.withPropertyValues("idempotency.near-cache." + wrong)
                    .run(context -> assertThat(
                                    Analyses.of(context.getStartupFailure()).getDescription())
                            .contains("'idempotency.near-cache." + wrong.substring(0, wrong.indexOf('=')) + "'"));
        }
    }

    @Test
    void answersTooLargeForItAreLeftToTheStore() {
        app.withPropertyValues("idempotency.near-cache.max-bytes=2KB").run(context -> {
            callTwice(context);
            assertThat(store.claims).hasValue(2);
        });
    }

    @Test
    void itIsMeteredLikeOtherCaches() {
        app.run(context -> {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            context.getBean(MeterBinder.class).bindTo(registry);
            callTwice(context);

            assertThat(registry.get("cache.gets")
                            .tags("cache", "idempotency.near.shared-memory", "result", "hit")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
        });
        app.withPropertyValues("idempotency.metrics.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(MeterBinder.class));
        app.withClassLoader(new FilteredClassLoader("io.micrometer.core")).run(context -> {
            callTwice(context);
            assertThat(context).hasNotFailed();
        });
    }

    private static void callTwice(ApplicationContext context) {
        IdempotencyTemplate template = context.getBean(IdempotencyTemplate.class);
        for (int i = 0; i < 2; i++) {
            template.execute("charge:1", String.class, () -> "done");
        }
    }

    /** Keeps nothing. */
    private record Nothing(AtomicInteger asked) implements SettledRecords {

        @Override
        public Claim.@Nullable Settled find(IdempotencyKey key) {
            asked.incrementAndGet();
            return null;
        }

        @Override
        public void keep(IdempotencyKey key, Claim.Settled settled, long sinceNanos, Duration retention) {
            asked.incrementAndGet();
        }

        @Override
        public void forget(IdempotencyKey key) {
            asked.incrementAndGet();
        }
    }

    /** Counts the claims, and says it is one that several processes see. */
    private static final class SharedMemory implements IdempotencyStore {

        private final IdempotencyStore records = new InMemoryIdempotencyStore(100, 100_000, 1_000);
        private final AtomicInteger claims = new AtomicInteger();

        @Override
        public Claim claim(ClaimRequest request) {
            claims.incrementAndGet();
            return records.claim(request);
        }

        @Override
        public boolean renew(Lease lease, Duration extension) {
            return records.renew(lease, extension);
        }

        @Override
        public boolean complete(Lease lease, Outcome outcome, Duration retention) {
            return records.complete(lease, outcome, retention);
        }

        @Override
        public boolean release(Lease lease) {
            return records.release(lease);
        }

        @Override
        public StoreTraits traits() {
            return new StoreTraits("shared-memory", true, false, false, true, 1_000);
        }
    }
}
