package io.github.idempotency.store.jdbc;

import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A claim decided by one statement, which returns the record as it stands afterwards; no row says "try again". */
final class SingleStatementClaim implements ClaimProtocol {

    private final String withTakeover;
    private final String withoutTakeover;
    private final Function<ClaimRequest, Object[]> arguments;

    /**
     * @param statement contains {@code {takeover}} where the request's wish belongs
     * @param arguments in the order of the statement's question marks
     */
    SingleStatementClaim(String statement, Function<ClaimRequest, Object[]> arguments) {
        this.withTakeover = statement.replace("{takeover}", "TRUE");
        this.withoutTakeover = statement.replace("{takeover}", "FALSE");
        this.arguments = arguments;
    }

    @Override
    public @Nullable Claim tryClaim(SqlSession session, ClaimRequest request) throws SQLException {
        return tryClaim(session, request, Frame.NONE);
    }

    @Nullable
    Claim tryClaim(SqlSession session, ClaimRequest request, Frame frame) throws SQLException {
        String statement = request.takeover() ? withTakeover : withoutTakeover;
        List<Object> all = new ArrayList<>(frame.arguments());
        all.addAll(Arrays.asList(arguments.apply(request)));
        return session.firstOf(
                frame.skipped(),
                frame.before() + statement + frame.after(),
                row -> StoredRecord.read(request.key(), row).answer(request, row.getBytes(StoredRecord.NEXT_COLUMN)),
                all.toArray());
    }
}
