package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Owner;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What the drivers of products that cannot run here make of the statements before they would send them: the kind, the
 * arguments, and nothing that they take for an escape. Grammar is the server's affair.
 */
class DriverParsersTests {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int STATEMENTS = 9;

    @Test
    void oraclesDriverFindsTheArgumentsAndTheKindOfEveryStatement() throws Exception {
        Class<?> parser = Class.forName("oracle.jdbc.driver.OracleSql");
        Constructor<?> constructor = parser.getConstructor(Class.forName("oracle.jdbc.driver.DBConversion"));
        for (Map.Entry<String, Integer> statement :
                statements(AbsentProduct.ORACLE).entrySet()) {
            String sql = statement.getKey();
            Object parsed = constructor.newInstance((Object) null);
            call(parsed, "initialize", String.class, sql);

            assertThat(call(parsed, "getParameterCount")).as(sql).isEqualTo(statement.getValue());
            assertThat(String.valueOf(call(parsed, "getSqlKind"))).isEqualTo(sql.substring(0, sql.indexOf(' ')));
            assertThat(withoutMarks(String.valueOf(call(parsed, "parse"))))
                    .isEqualToIgnoringWhitespace(withoutMarks(sql));
        }
    }

    @Test
    void oraclesDriverTakesEveryStatementOfTheScriptForABlockWithoutArguments() throws Exception {
        Class<?> parser = Class.forName("oracle.jdbc.driver.OracleSql");
        Constructor<?> constructor = parser.getConstructor(Class.forName("oracle.jdbc.driver.DBConversion"));
        List<String> blocks = ScriptRecorder.statements(SqlDialects.of("oracle"));
        assertThat(blocks).hasSize(4);
        for (String block : blocks) {
            Object parsed = constructor.newInstance((Object) null);
            call(parsed, "initialize", String.class, block);

            assertThat(call(parsed, "getParameterCount")).isEqualTo(0);
            assertThat(String.valueOf(call(parsed, "getSqlKind"))).isEqualTo("PLSQL_BLOCK");
            assertThat(block.strip()).startsWith("BEGIN ").endsWith("END;");
        }
    }

    @Test
    void sqlServersDriverFindsTheArgumentsOfEveryStatementAndNothingToTranslate() throws Exception {
        Class<?> translator = Class.forName("com.microsoft.sqlserver.jdbc.JDBCSyntaxTranslator");
        Constructor<?> constructor = translator.getDeclaredConstructor();
        constructor.setAccessible(true);
        for (Map.Entry<String, Integer> statement :
                statements(AbsentProduct.SQL_SERVER).entrySet()) {
            String sql = statement.getKey();

            assertThat(call(constructor.newInstance(), "translate", String.class, sql))
                    .isEqualTo(sql);
            assertThat(questionMarks(sql)).as(sql).isEqualTo(statement.getValue());
        }
    }

    private static String withoutMarks(String sql) {
        return sql.replaceAll(":\\d+|\\?", " ");
    }

    /** As the driver looks for them: not in literals, comments and quoted names. */
    private static int questionMarks(String sql) throws Exception {
        Method scan = Class.forName("com.microsoft.sqlserver.jdbc.ParameterUtils")
                .getDeclaredMethod("scanSQLForChar", char.class, String.class, int.class);
        scan.setAccessible(true);
        int count = -1;
        for (int at = -1; at < sql.length(); at = (Integer) scan.invoke(null, '?', sql, at + 1)) {
            count++;
        }
        return count;
    }

    /** Every statement the store has, with its number of arguments. */
    private static Map<String, Integer> statements(AbsentProduct product) throws InterruptedException {
        Masquerade masquerade = product.masquerade();
        try (H2Database database = product.database()) {
            JdbcIdempotencyStore store = new JdbcIdempotencyStore(
                    masquerade.wrap(database.dataSource()),
                    product.dialect(),
                    JdbcStoreSettings.defaults().withTimeout(LONG));
            IdempotencyKey key = IdempotencyKey.of("parsed");
            store.claim(request(key, Duration.ofMillis(1)));
            Thread.sleep(5);
            Claim.Granted granted = (Claim.Granted) store.claim(request(key, LONG));
            store.renew(granted.lease(), LONG);
            store.complete(granted.lease(), Outcome.result(new byte[1]), LONG);
            store.release(granted.lease());
            store.delete(key);
            store.removeExpired(1);
        }
        assertThat(masquerade.statements()).hasSize(STATEMENTS);
        return masquerade.statements();
    }

    private static ClaimRequest request(IdempotencyKey key, Duration lease) {
        return new ClaimRequest(key, Owner.next(), Fingerprint.NONE, "parsed", lease, LONG, true);
    }

    private static Object call(Object target, String name) throws Exception {
        Method method = target.getClass().getDeclaredMethod(name);
        method.setAccessible(true);
        return method.invoke(target);
    }

    private static Object call(Object target, String name, Class<?> type, Object argument) throws Exception {
        Method method = target.getClass().getDeclaredMethod(name, type);
        method.setAccessible(true);
        return method.invoke(target, argument);
    }
}
