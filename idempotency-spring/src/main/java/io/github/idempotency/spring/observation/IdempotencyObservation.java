package io.github.idempotency.spring.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/** The observations of this library. */
public enum IdempotencyObservation implements ObservationDocumentation {

    /** One protected call, from before its key is claimed until its end is recorded, replayed or refused. */
    CALL {
        @Override
        public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
            return DefaultIdempotencyObservationConvention.class;
        }

        @Override
        public KeyName[] getLowCardinalityKeyNames() {
            return LowCardinalityKeyNames.values();
        }

        @Override
        public KeyName[] getHighCardinalityKeyNames() {
            return HighCardinalityKeyNames.values();
        }

        @Override
        public Observation.Event[] getEvents() {
            return Events.values();
        }
    };

    /** Tags of meters and spans. */
    public enum LowCardinalityKeyNames implements KeyName {

        /** The stable name of what is called. */
        OPERATION {
            @Override
            public String asString() {
                return "operation";
            }
        },

        /**
         * What became of the call: {@code executed}, {@code replayed}, {@code released}, {@code held}, {@code abandoned},
         * {@code lost}, {@code unprotected}, {@code conflict}, or the code of a {@link
         * io.github.idempotency.Rejection}. Absent while the call goes on.
         */
        OUTCOME {
            @Override
            public String asString() {
                return "outcome";
            }
        }
    }

    /** Tags of spans only. */
    public enum HighCardinalityKeyNames implements KeyName {

        /** A short digest of the idempotency key. */
        KEY {
            @Override
            public String asString() {
                return "idempotency.key";
            }
        },

        /** The name of the store that keeps the key. */
        STORE {
            @Override
            public String asString() {
                return "idempotency.store";
            }
        },

        /** Which run of its key this is, from 1; where the user's code runs. */
        ATTEMPT {
            @Override
            public String asString() {
                return "idempotency.attempt";
            }
        },

        /** The trace in which a replayed answer was made. */
        RECORDED_TRACE_ID {
            @Override
            public String asString() {
                return "idempotency.recorded.trace_id";
            }
        },

        /** The span in which a replayed answer was made. */
        RECORDED_SPAN_ID {
            @Override
            public String asString() {
                return "idempotency.recorded.span_id";
            }
        }
    }

    /** What may happen in the course of a call. */
    public enum Events implements Observation.Event {

        /** The call begins to wait for the answer of another one with its key. */
        WAITING("waiting"),

        /** The call has stopped waiting. */
        WAITED("waited"),

        /** The call takes over from an owner that has vanished. */
        TAKEOVER("takeover"),

        /** The call has found its key taken over by another one, or its record gone. */
        LEASE_LOST("lease.lost");

        private final String name;

        Events(String name) {
            this.name = name;
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public String getContextualName() {
            return "idempotency." + name;
        }
    }
}
