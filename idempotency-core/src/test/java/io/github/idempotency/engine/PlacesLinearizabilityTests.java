package io.github.idempotency.engine;

import io.github.idempotency.IdempotencyKey;
import java.time.Duration;
import org.jetbrains.kotlinx.lincheck.LinChecker;
import org.jetbrains.kotlinx.lincheck.annotations.Operation;
import org.jetbrains.kotlinx.lincheck.annotations.Param;
import org.jetbrains.kotlinx.lincheck.paramgen.IntGen;
import org.jetbrains.kotlinx.lincheck.paramgen.ThreadIdGen;
import org.jetbrains.kotlinx.lincheck.strategy.managed.modelchecking.ModelCheckingOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Nobody is turned away from a place that was free all the time. */
@EnabledForJreRange(max = JRE.JAVA_21, disabledReason = "Lincheck 2.39 was made for Java 21 at most")
class PlacesLinearizabilityTests {

    private static final int CALLERS = 5;

    @Test
    void seatsInTheWaitingRoom() {
        LinChecker.check(WaitingRoomCalls.class, interleaved().sequentialSpecification(OneSeat.class));
    }

    @Test
    void bytesOfOutcomesThatWait() {
        LinChecker.check(PendingBytesCalls.class, interleaved().sequentialSpecification(TenBytes.class));
    }

    private static ModelCheckingOptions interleaved() {
        return new ModelCheckingOptions()
                .threads(2)
                .actorsBefore(0)
                .actorsPerThread(4)
                .actorsAfter(0)
                .iterations(15)
                .invocationsPerIteration(50)
                .minimizeFailedScenario(false);
    }

    /** A waiting room of one seat. */
    @Param(name = "caller", gen = ThreadIdGen.class)
    public static class WaitingRoomCalls {

        private final WaitingRoom room = new WaitingRoom(1);
        private final WaitingRoom.Seat[] seats = new WaitingRoom.Seat[CALLERS];

        @Operation
        public boolean sit(@Param(name = "caller") int caller) {
            if (seats[caller] != null) {
                return false;
            }
            WaitingRoom.Seat seat = room.seat();
            boolean taken = seat.take();
            if (taken) {
                seats[caller] = seat;
            }
            return taken;
        }

        @Operation
        public void leave(@Param(name = "caller") int caller) {
            if (seats[caller] != null) {
                seats[caller].close();
                seats[caller] = null;
            }
        }
    }

    /** What a waiting room of one seat has to do. */
    public static class OneSeat {

        private int sitting = -1;

        public boolean sit(int caller) {
            if (sitting >= 0) {
                return false;
            }
            sitting = caller;
            return true;
        }

        public void leave(int caller) {
            if (sitting == caller) {
                sitting = -1;
            }
        }
    }

    /** Room for ten bytes, and for no task at all: so adding one gives its bytes back. */
    @Param(name = "caller", gen = ThreadIdGen.class)
    @Param(name = "bytes", gen = IntGen.class, conf = "4:9")
    public static class PendingBytesCalls {

        private final LateEndings endings = new LateEndings("unused", 0, 10, Duration.ofSeconds(1));
        private final int[] reserved = new int[CALLERS];

        @Operation
        public boolean reserve(@Param(name = "caller") int caller, @Param(name = "bytes") int bytes) {
            boolean granted = reserved[caller] == 0 && endings.reserve(bytes);
            if (granted) {
                reserved[caller] = bytes;
            }
            return granted;
        }

        @Operation
        public void give(@Param(name = "caller") int caller) {
            if (reserved[caller] > 0) {
                endings.add(task(reserved[caller]));
                reserved[caller] = 0;
            }
        }

        private static LateEndings.Task task(int bytes) {
            return new LateEndings.Task(
                    "test", IdempotencyKey.of("a"), () -> Ending.RELEASED, () -> true, ending -> {}, null, bytes);
        }
    }

    /** What room for ten bytes has to do. */
    public static class TenBytes {

        private final int[] reserved = new int[CALLERS];
        private int free = 10;

        public boolean reserve(int caller, int bytes) {
            if (reserved[caller] > 0 || bytes > free) {
                return false;
            }
            reserved[caller] = bytes;
            free -= bytes;
            return true;
        }

        public void give(int caller) {
            free += reserved[caller];
            reserved[caller] = 0;
        }
    }
}
