package io.github.idempotency.faults;

import io.github.idempotency.faults.FaultyProxy.Mode;
import io.github.idempotency.faults.Schedule.Fault;
import io.github.idempotency.faults.history.History;
import io.github.idempotency.faults.history.Outage;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Brings faults about, and heals them. Thread-safe. */
final class FaultTools {

    private final StoreServer store;
    /** So that there is always one application process to talk to. */
    private final Lock restarts = new ReentrantLock();

    FaultTools(StoreServer store) {
        this.store = store;
    }

    /**
     * Brings one fault about, and returns when it is healed. The outage is noted.
     *
     * @return whether something met it
     */
    boolean inject(Fault fault, Node node, History history) throws Exception {
        boolean everyone = fault.kind().hitsStore() || (fault.kind() == FaultKind.EXHAUST && store.exhaustsEveryone());
        String target = everyone ? Outage.STORE : node.app().name();
        long from = System.nanoTime();
        try {
            return bringAbout(fault, node, history);
        } finally {
            if (fault.kind() != FaultKind.KILL_APP) {
                history.add(new Outage(target, fault.kind().name(), from, System.nanoTime()));
            }
        }
    }

    private boolean bringAbout(Fault fault, Node node, History history) throws Exception {
        int millis = fault.millis();
        switch (fault.kind()) {
            case KILL_APP -> killApp(node.app(), history);
            case FREEZE_APP, PAUSE_APP -> freeze(List.of(node.app().handle()), millis);
            case KILL_STORE -> {
                Signals.kill(store.processes());
                store.restart();
            }
            case PAUSE_STORE -> freeze(store.processes(), millis);
            case CUT_BEFORE, CUT_AFTER, DELAY_REPLIES, BLACK_HOLE, REFUSE -> {
                return disturb(fault, node.proxy());
            }
            case EXHAUST -> store.exhaust(node.app(), millis);
            case READ_ONLY -> {
                store.readOnly(true);
                waitAndUndo(millis, () -> store.readOnly(false));
            }
            case FULL -> {
                store.full(true);
                waitAndUndo(millis, () -> store.full(false));
            }
        }
        return true;
    }

    private interface Undo {
        void run() throws Exception;
    }

    private static void waitAndUndo(int millis, Undo undo) throws Exception {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } finally {
            undo.run();
        }
    }

    private void killApp(AppProcess app, History history) throws Exception {
        restarts.lock();
        try {
            long from = System.nanoTime();
            Signals.kill(List.of(app.handle()));
            history.add(new Outage(app.name(), FaultKind.KILL_APP.name(), from, System.nanoTime()));
            app.launch();
            app.awaitStart();
        } finally {
            restarts.unlock();
        }
    }

    private static void freeze(Collection<ProcessHandle> processes, int millis) throws Exception {
        Signals.stop(processes);
        waitAndUndo(millis, () -> Signals.resume(processes));
    }

    /** A cut needs somebody to be cut off: it waits for that a little longer. */
    private static boolean disturb(Fault fault, FaultyProxy proxy) throws Exception {
        long before = proxy.struck();
        proxy.set(Mode.valueOf(fault.kind().name()), fault.millis() / 3);
        try {
            TimeUnit.MILLISECONDS.sleep(fault.millis());
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
            while (proxy.struck() == before && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        } finally {
            proxy.pass();
        }
        return proxy.struck() > before;
    }
}
