package io.github.idempotency.faults.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps records with leases that are renewed as long as their owner and the store are well. */
final class SimulatedStore {

    static final long LEASE = 1_000 * SimulatedTime.MILLI;

    /** One execution; alive until it has ended. */
    final class Attempt {
        final CallKey key;
        final SimulatedProcess process;
        private final int life;
        private final long lease = LEASE - time.between(0, 300);
        private long silentSince = Long.MAX_VALUE;

        Attempt(CallKey key, SimulatedProcess process) {
            this.key = key;
            this.process = process;
            this.life = process.life();
            attempts.add(this);
        }

        private void listen() {
            boolean dead = process.life() != life;
            boolean silent = dead || process.frozen() || away();
            silentSince = silent ? Math.min(silentSince, time.now()) : Long.MAX_VALUE;
        }

        private boolean live() {
            return flaw == SimulatedFlaw.CLAIMS_NEVER_END
                    || silentSince == Long.MAX_VALUE
                    || silentSince + lease > time.now();
        }
    }

    /** An owner, or an outcome. */
    record Entry(Attempt owner, Answer.@Nullable Success outcome) {}

    private final SimulatedTime time;
    private final boolean takeover;
    private final @Nullable SimulatedFlaw flaw;
    private final Map<CallKey, Entry> entries = new HashMap<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private long awayUntil;

    SimulatedStore(SimulatedTime time, boolean takeover, @Nullable SimulatedFlaw flaw) {
        this.time = time;
        this.takeover = takeover;
        this.flaw = flaw;
    }

    boolean away() {
        return awayUntil > time.now();
    }

    long awayFor() {
        return Math.max(0, awayUntil - time.now());
    }

    void goAway(long nanos) {
        awayUntil = Math.max(awayUntil, time.now() + nanos);
    }

    /** Has to be called whenever a process or the store came or went. */
    void listen() {
        attempts.forEach(Attempt::listen);
    }

    @Nullable
    Entry read(CallKey key) {
        return entries.get(key);
    }

    boolean free(@Nullable Entry entry) {
        if (entry == null) {
            return true;
        }
        boolean over = !entry.owner().live() || (flaw == SimulatedFlaw.TAKES_OVER_LIVE_CLAIMS && time.chance(0.3));
        return entry.outcome() == null && takeover && over;
    }

    boolean held(Entry entry) {
        return !takeover && !entry.owner().live();
    }

    Attempt grant(CallKey key, SimulatedProcess process) {
        Attempt attempt = new Attempt(key, process);
        entries.put(key, new Entry(attempt, null));
        return attempt;
    }

    void complete(Attempt attempt, Answer.Success outcome) {
        if (owns(attempt) || (flaw == SimulatedFlaw.NO_FENCING && entries.containsKey(attempt.key))) {
            entries.put(attempt.key, new Entry(attempt, outcome));
        }
        attempts.remove(attempt);
    }

    void release(Attempt attempt) {
        if (owns(attempt) || flaw == SimulatedFlaw.RELEASES_WHAT_OTHERS_HAVE) {
            entries.remove(attempt.key);
        }
        attempts.remove(attempt);
    }

    /** Any outcome there is. */
    Answer.@Nullable Success anyOutcome() {
        return entries.values().stream()
                .map(Entry::outcome)
                .filter(each -> each != null)
                .findAny()
                .orElse(null);
    }

    void forget(CallKey key) {
        entries.remove(key);
    }

    private boolean owns(Attempt attempt) {
        Entry entry = entries.get(attempt.key);
        return entry != null && entry.owner() == attempt && entry.outcome() == null;
    }
}
