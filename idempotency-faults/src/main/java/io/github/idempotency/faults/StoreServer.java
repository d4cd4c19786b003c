package io.github.idempotency.faults;

import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** The server that keeps the keys: a process of this one's own, which can be broken. */
interface StoreServer extends AutoCloseable {

    int port();

    /** What an application has to be told to find it at another port. */
    List<String> arguments(int throughPort);

    /** All its processes. */
    Collection<ProcessHandle> processes();

    /** Starts it again at the same port with the same data, after its processes were killed. Returns when it answers. */
    void restart() throws Exception;

    /** Refuses writes, as a replica or a primary without its replicas does, or accepts them again. */
    void readOnly(boolean on) throws Exception;

    /** Refuses writes because there is no room, or accepts them again; only where {@link #canBeFull()}. */
    void full(boolean on) throws Exception;

    boolean canBeFull();

    /** Takes what one application process, or every one, has of it for a while. Returns at the end of that. */
    void exhaust(AppProcess app, long millis) throws Exception;

    /** Whether {@link #exhaust} hits every application process. */
    boolean exhaustsEveryone();

    @Override
    void close() throws IOException;
}
