package io.github.idempotency.systemtests.support;

/** Recognises, in what a client sends, the commands for which it then waits. One instance per connection. */
abstract class WireProtocol {

    private byte[] header = new byte[0];
    private int have;
    private long bodyLeft;

    /** Of PostgreSQL's protocol 3, unencrypted. */
    static WireProtocol postgres() {
        return new PostgresProtocol();
    }

    /** Of MySQL's and MariaDB's protocol, unencrypted and uncompressed. */
    static WireProtocol mysql() {
        return new MySqlProtocol();
    }

    /** Length of the header that is expected next. */
    abstract int headerLength();

    /** How many bytes follow the header. */
    abstract long bodyLength(byte[] complete);

    abstract boolean startsRoundTrip(byte[] complete);

    /** @return the number of round trips the bytes start */
    final int sent(byte[] bytes, int length) {
        int roundTrips = 0;
        for (int i = 0; i < length; ) {
            if (bodyLeft > 0) {
                int part = (int) Math.min(bodyLeft, length - i);
                bodyLeft -= part;
                i += part;
                continue;
            }
            if (have == 0) {
                header = new byte[headerLength()];
            }
            header[have++] = bytes[i++];
            if (have == header.length) {
                have = 0;
                bodyLeft = bodyLength(header);
                if (startsRoundTrip(header)) {
                    roundTrips++;
                }
            }
        }
        return roundTrips;
    }

    private static final class PostgresProtocol extends WireProtocol {

        private boolean started;

        /** The first message of a connection has no type. */
        @Override
        int headerLength() {
            return started ? 5 : 4;
        }

        @Override
        long bodyLength(byte[] complete) {
            int start = complete.length - 4;
            int length = 0;
            for (int i = start; i < complete.length; i++) {
                length = (length << 8) | (complete[i] & 0xff);
            }
            return length - 4L;
        }

        /** A simple query, or the end of an extended one; a new connection counts for itself. */
        @Override
        boolean startsRoundTrip(byte[] complete) {
            if (!started) {
                started = true;
                return true;
            }
            return complete[0] == 'Q' || complete[0] == 'S';
        }
    }

    private static final class MySqlProtocol extends WireProtocol {

        @Override
        int headerLength() {
            return 4;
        }

        @Override
        long bodyLength(byte[] complete) {
            return (complete[0] & 0xff) | ((complete[1] & 0xff) << 8) | ((complete[2] & 0xff) << 16);
        }

        /** Every command starts a new sequence. */
        @Override
        boolean startsRoundTrip(byte[] complete) {
            return complete[3] == 0;
        }
    }
}
