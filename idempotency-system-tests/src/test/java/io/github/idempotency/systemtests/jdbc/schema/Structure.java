package io.github.idempotency.systemtests.jdbc.schema;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/** What the tables are made of, as the driver and the product tell it, in lines that can be compared. */
final class Structure {

    private static final String VERSION_TABLE = Scripts.TABLE + "_version";

    private Structure() {}

    static List<String> of(Product product, DataSource database) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = database.getConnection()) {
            for (String table : List.of(Scripts.TABLE, VERSION_TABLE)) {
                read(lines, connection, table);
                for (String question : ownWords(product, table)) {
                    query(lines, connection, question);
                }
            }
            query(lines, connection, "SELECT version FROM " + VERSION_TABLE + " ORDER BY version");
        }
        return lines;
    }

    private static void read(List<String> lines, Connection connection, String table) throws SQLException {
        DatabaseMetaData about = connection.getMetaData();
        String name = about.storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table;
        String catalog = connection.getCatalog();
        addAll(
                lines,
                about.getColumns(catalog, null, name, null),
                "COLUMN_NAME",
                "TYPE_NAME",
                "COLUMN_SIZE",
                "IS_NULLABLE",
                "COLUMN_DEF",
                "ORDINAL_POSITION");
        addAll(lines, about.getPrimaryKeys(catalog, null, name), "COLUMN_NAME", "KEY_SEQ");
        addAll(
                lines,
                about.getIndexInfo(catalog, null, name, false, false),
                "INDEX_NAME",
                "COLUMN_NAME",
                "NON_UNIQUE",
                "ORDINAL_POSITION");
    }

    /** What metadata does not say: character sets, engines, fill factors. */
    private static List<String> ownWords(Product product, String table) {
        return switch (product) {
            case H2, HSQLDB, SQLITE -> List.of();
            case POSTGRESQL ->
                List.of(
                        "SELECT indexdef AS words FROM pg_indexes WHERE tablename = '" + table + "' ORDER BY 1",
                        "SELECT reloptions AS words FROM pg_class WHERE relname = '" + table + "'");
            case MARIADB, MYSQL -> List.of("SHOW CREATE TABLE " + table);
        };
    }

    private static void query(List<String> lines, Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int last = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                lines.add(String.valueOf(rows.getString(last)));
            }
        }
    }

    private static void addAll(List<String> lines, ResultSet rows, String... columns) throws SQLException {
        try (rows) {
            while (rows.next()) {
                StringBuilder line = new StringBuilder();
                for (String column : columns) {
                    line.append(rows.getString(column)).append(' ');
                }
                // H2 and HSQLDB number the index of a primary key.
                lines.add(line.toString().replaceAll("(PRIMARY_KEY|SYS_PK)_\\w+", "$1"));
            }
        }
    }
}
