package io.github.idempotency.faults.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for an order in which the calls of one key can have met its record, one after the other, so that each answer was
 * true at a moment between the sending of its call and its end. An exact search after Wing and Gong ("Testing and Verifying
 * Concurrent Objects", 1993), in the form of Lowe ("Testing for linearizability", 2017): the ends of the calls are passed
 * in the order of time with the set of all {@link Moment}s that may be true, and a step is taken only when the call that
 * ends next needs it. Keys do not influence each other, so each is searched by itself.
 *
 * <p>The record goes from absent to claimed by one call, and from claimed to settled, which is final. Beyond that:
 *
 * <ul>
 *   <li>An executed success claims and then settles, both before its end. If an outage touched it, the store may have
 *       taken the outcome later, or never; if somebody took over, it settles nothing.
 *   <li>A claim passes to another owner only where the operation may be repeated, and only if an outage may have cost the
 *       first owner its lease.
 *   <li>A call without a meaningful answer may claim at any time since it was sent, release what it claimed, settle it
 *       with an answer nobody has seen yet, or do nothing. One that was refused without the store may only claim and
 *       release. Because both may be repeated by the library in the background, they are not counted.
 *   <li>A call that an outage touched may have claimed the key before it was told what others did later: the library
 *       repeats a claim whose reply did not come in time.
 * </ul>
 */
final class Linearization {

    private static final int MOST_MOMENTS = 20_000;

    /** Whether there is such an order, and if not, the call whose answer fits none. */
    record Result(boolean decided, @Nullable Call misfit) {}

    private record Event(long nanos, boolean end, int call) {}

    private final List<Call> calls;
    private final Losses losses;
    private final BitSet open = new BitSet();
    private boolean mayClaim;
    private boolean mayExecute;
    private long now;

    /** @param calls of one key, in the order in which they were sent */
    Linearization(List<Call> calls, Losses losses) {
        this.calls = calls;
        this.losses = losses;
    }

    Result search() {
        Set<Moment> moments = Set.of(Moment.FIRST);
        for (Event event : events()) {
            now = event.nanos();
            Call call = calls.get(event.call());
            if (event.end()) {
                moments = endOf(event.call(), moments);
                open.clear(event.call());
            } else {
                moments = beginOf(event.call(), moments);
            }
            if (moments.isEmpty()) {
                return new Result(true, call);
            }
            if (moments.size() > MOST_MOMENTS) {
                return new Result(false, null);
            }
        }
        return new Result(true, null);
    }

    /** Where times are equal the calls overlap. */
    private List<Event> events() {
        List<Event> events = new ArrayList<>(2 * calls.size());
        for (int i = 0; i < calls.size(); i++) {
            events.add(new Event(calls.get(i).sentNanos(), false, i));
            events.add(new Event(calls.get(i).endedNanos(), true, i));
        }
        events.sort(Comparator.comparingLong(Event::nanos).thenComparing(Event::end));
        return events;
    }

    private Set<Moment> beginOf(int call, Set<Moment> moments) {
        switch (role(call)) {
            case MAY_EXECUTE -> {
                mayClaim = true;
                mayExecute = true;
            }
            case MAY_CLAIM -> mayClaim = true;
            case NOTHING -> {}
            default -> {
                open.set(call);
                // A claim whose reply came late is repeated, and may then meet what others have done since.
                mayClaim |= losses.mayEndLate(calls.get(call));
            }
        }
        Set<Moment> seen = new HashSet<>();
        moments.forEach(each -> seen.add(observed(each)));
        return seen;
    }

    /** All moments at which the call can be over, reached with no more steps than it needs. */
    private Set<Moment> endOf(int call, Set<Moment> moments) {
        Set<Moment> over = new HashSet<>();
        Set<Moment> known = new HashSet<>(moments);
        Deque<Moment> next = new ArrayDeque<>(moments);
        while (!next.isEmpty() && known.size() <= MOST_MOMENTS) {
            Moment each = next.poll();
            if (canBeOver(call, each)) {
                over.add(each.without(call));
                continue;
            }
            for (Moment step : steps(each)) {
                Moment reached = observed(step);
                if (known.add(reached)) {
                    next.add(reached);
                }
            }
        }
        return next.isEmpty() ? over : known;
    }

    private boolean canBeOver(int call, Moment moment) {
        return switch (role(call)) {
            case MAY_EXECUTE, MAY_CLAIM, NOTHING -> true;
            case EXECUTED ->
                moment.satisfied().get(call)
                        || (moment.claimed().get(call)
                                && (moment.owner() != call || losses.mayEndLate(calls.get(call))));
            default -> moment.satisfied().get(call);
        };
    }

    private List<Moment> steps(Moment moment) {
        List<Moment> steps = new ArrayList<>();
        int owner = moment.owner();
        if (owner == Moment.SETTLED) {
            return steps;
        }
        if (owner >= 0) {
            Moment settled = moment.settledWith(success(owner).digest());
            steps.add(open.get(owner) ? settled.satisfying(owner) : settled);
        }
        if (owner == Moment.SOMEBODY) {
            steps.add(moment.withOwner(Moment.ABSENT));
            if (mayExecute) {
                steps.add(moment.withOwner(Moment.SETTLED));
            }
        }
        if (owner == Moment.ABSENT || (owner >= 0 && losses.mayBeTakenOver(calls.get(owner), now))) {
            if (mayClaim) {
                steps.add(moment.withOwner(Moment.SOMEBODY));
            }
            open.stream()
                    .filter(i -> role(i) == Role.EXECUTED && !moment.claimed().get(i))
                    .forEach(i -> steps.add(moment.claimedBy(i)));
        }
        return steps;
    }

    /** Answers that only tell what is recorded change nothing, so they are given as soon as they are true. */
    private Moment observed(Moment moment) {
        Moment seen = moment;
        for (int i = open.nextSetBit(0); i >= 0; i = open.nextSetBit(i + 1)) {
            if (!seen.satisfied().get(i)) {
                seen = observedBy(i, seen);
            }
        }
        return seen;
    }

    private Moment observedBy(int call, Moment moment) {
        boolean sees = switch (role(call)) {
            case SAW_A_CLAIM -> moment.isClaimed();
            case SAW_A_LOST_CLAIM ->
                moment.owner() == Moment.SOMEBODY
                        || (moment.owner() >= 0 && losses.mayBeLost(calls.get(moment.owner()), now));
            case SAW_A_RECORD -> moment.owner() != Moment.ABSENT;
            case REPLAYED ->
                moment.owner() == Moment.SETTLED
                        && (moment.digest() == null
                                || moment.digest().equals(success(call).digest()));
            default -> false;
        };
        if (!sees) {
            return moment;
        }
        // A recorded answer that nobody had seen turns out to be this one.
        Moment known =
                role(call) == Role.REPLAYED ? moment.settledWith(success(call).digest()) : moment;
        return known.satisfying(call);
    }

    private Role role(int call) {
        return Role.of(calls.get(call));
    }

    private Answer.Success success(int call) {
        return (Answer.Success) calls.get(call).answer();
    }
}
