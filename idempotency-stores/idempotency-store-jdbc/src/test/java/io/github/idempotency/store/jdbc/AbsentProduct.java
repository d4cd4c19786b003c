package io.github.idempotency.store.jdbc;

import java.util.Map;
import java.util.regex.Pattern;

/** Products that cannot run here, and how H2 is made up as them. */
enum AbsentProduct {
    ORACLE("oracle", "Oracle", "EXECUTE IMMEDIATE '([^']+)'") {
        @Override
        Masquerade masquerade() {
            return new Masquerade(
                    Map.of(dialect().now(), SqlDialects.of("h2").now(), "DBMS_LOB.GETLENGTH", "OCTET_LENGTH"),
                    Map.of(23505, 1, 40001, 60, 50200, 60, 90131, 8177),
                    true);
        }
    },

    SQL_SERVER("sqlserver", "MSSQLServer", "(CREATE TABLE.*?)END TRY") {
        @Override
        Masquerade masquerade() {
            return new Masquerade(
                    Map.of(
                            dialect().now(),
                            SqlDialects.of("h2").now(),
                            "DATALENGTH",
                            "OCTET_LENGTH",
                            "WITH (ROWLOCK, READCOMMITTEDLOCK, READPAST)",
                            "",
                            "WITH (READCOMMITTEDLOCK, READPAST)",
                            "",
                            "WITH (READCOMMITTEDLOCK, NOWAIT)",
                            "",
                            "COLLATE Latin1_General_BIN2",
                            "",
                            ",\n            INDEX idempotency_record_purge_idx (purge_after)",
                            ""),
                    Map.of(23505, 2627, 40001, 1205, 50200, 1222, 90131, 3960),
                    false);
        }
    };

    private final String platform;
    private final String mode;
    private final Pattern definitions;

    AbsentProduct(String platform, String mode, String definitions) {
        this.platform = platform;
        this.mode = mode;
        this.definitions = Pattern.compile(definitions, Pattern.DOTALL);
    }

    SqlDialect dialect() {
        return SqlDialects.of(platform);
    }

    abstract Masquerade masquerade();

    /** With what the product's script defines in it. */
    H2Database database() {
        H2Database database = H2Database.empty("MODE=" + mode);
        String script = SchemaScripts.text(dialect(), JdbcStoreSettings.DEFAULT_TABLE);
        definitions
                .matcher(script)
                .results()
                .forEach(found -> database.execute(masquerade().translate(found.group(1))));
        return database;
    }
}
