package io.github.idempotency.store.jdbc;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.StoreException;
import io.github.idempotency.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets calls that wait at the same moment travel together, in one statement and one commit. A call that finds a lane free
 * goes at once and alone, so nothing waits while there is little to do. The others wait until a lane is free; then the
 * first of them takes those behind it along, on its own thread. What fails together is repeated alone, so that a failure
 * meets only the call it belongs to; and who has waited too long for a lane goes without. All of that together takes a call
 * no longer than its timeout. Thread-safe.
 *
 * @param <W> what a call wants
 * @param <A> what it is answered
 */
final class JoinedCalls<W, A> {

    /** How calls are made. */
    interface Journey<W, A> {

        IdempotencyKey key(W wish);

        A alone(W wish, Deadline deadline);

        /** Makes calls for different keys; what the answer leaves out is made alone. */
        Map<IdempotencyKey, A> together(List<W> wishes, Deadline deadline);
    }

    private final int lanes;
    private final int largest;
    private final Duration timeout;
    private final long patienceNanos;
    private final Journey<W, A> journey;
    private final Deque<Seat<W, A>> waiting = new ArrayDeque<>();
    private int taken;

    /**
     * @param lanes how many statements may be under way at once
     * @param largest how many calls travel together at most
     * @param timeout after which a call has failed; it waits a quarter of that for a lane, and a journey that failed within a
     *     quarter is repeated alone
     */
    JoinedCalls(int lanes, int largest, Duration timeout, Journey<W, A> journey) {
        this.lanes = lanes;
        this.largest = largest;
        this.timeout = timeout;
        this.patienceNanos = timeout.toNanos() / 4;
        this.journey = journey;
    }

    A call(W wish) {
        Seat<W, A> seat = new Seat<>(wish, journey.key(wish), Deadline.after(timeout));
        if (enter(seat)) {
            return drive(seat);
        }
        if (!called(seat, patienceNanos)) {
            if (leave(seat)) {
                return alone(seat);
            }
            // One that came earlier has taken it along, and has to be back earlier.
            if (!called(seat, seat.deadline().remainingNanos())) {
                throw new StoreUnavailableException("The statement this call was part of did not end in time", null);
            }
        }
        return seat.drives() ? drive(seat) : answer(seat);
    }

    private A drive(Seat<W, A> seat) {
        List<Seat<W, A>> company = List.of(seat);
        try {
            company = company(seat);
            if (company.size() == 1) {
                return alone(seat);
            }
            travel(company, seat.deadline());
        } finally {
            company.forEach(Seat::arrive);
            passOn();
        }
        return answer(seat);
    }

    private A answer(Seat<W, A> seat) {
        A answer = seat.answer();
        return answer == null ? alone(seat) : answer;
    }

    private A alone(Seat<W, A> seat) {
        return journey.alone(seat.wish(), seat.deadline());
    }

    private void travel(List<Seat<W, A>> company, Deadline deadline) {
        long start = System.nanoTime();
        try {
            Map<IdempotencyKey, A> answers =
                    journey.together(company.stream().map(Seat::wish).toList(), deadline);
            company.forEach(seat -> seat.note(answers.get(seat.key())));
        } catch (StoreException e) {
            if (System.nanoTime() - start > patienceNanos) {
                // There is no time left to try each of them alone.
                company.forEach(seat -> seat.fail(e));
            }
        }
    }

    /** An interrupted caller waits on, and stays interrupted: it may have something to record. */
    private static boolean called(Seat<?, ?> seat, long nanos) {
        long end = System.nanoTime() + nanos;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return seat.await(end - System.nanoTime());
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** @return whether there was a lane */
    private synchronized boolean enter(Seat<W, A> seat) {
        if (taken < lanes) {
            taken++;
            return true;
        }
        waiting.add(seat);
        return false;
    }

    /** @return whether it was still waiting; otherwise it has been called, or will be */
    private synchronized boolean leave(Seat<W, A> seat) {
        return waiting.remove(seat);
    }

    /** Two calls for one key could not be told apart, so the second waits for the next journey. */
    private synchronized List<Seat<W, A>> company(Seat<W, A> driver) {
        List<Seat<W, A>> company = new ArrayList<>();
        Set<IdempotencyKey> keys = new HashSet<>();
        company.add(driver);
        keys.add(driver.key());
        for (Iterator<Seat<W, A>> rest = waiting.iterator(); rest.hasNext() && company.size() < largest; ) {
            Seat<W, A> seat = rest.next();
            if (keys.add(seat.key())) {
                rest.remove();
                company.add(seat);
            }
        }
        return company;
    }

    /** The lane passes to the call that has waited longest, or becomes free. */
    private synchronized void passOn() {
        Seat<W, A> next = waiting.poll();
        if (next == null) {
            taken--;
        } else {
            next.drive();
        }
    }
}
