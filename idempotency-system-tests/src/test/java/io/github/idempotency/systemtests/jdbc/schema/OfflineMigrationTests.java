package io.github.idempotency.systemtests.jdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import liquibase.change.Change;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.DatabaseList;
import liquibase.parser.ChangeLogParserFactory;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.sql.Sql;
import liquibase.sqlgenerator.SqlGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Liquibase would send to products without a server here: the script of the product, split where it should be. */
class OfflineMigrationTests {

    private static final String CHANGELOG = "db/idempotency/changelog.xml";

    @ParameterizedTest
    @CsvSource({
        "oracle, oracle, 4, BEGIN, END;",
        "mssql, sqlserver, 3, BEGIN TRY, END CATCH",
        "cockroachdb, cockroachdb, 4, CREATE TABLE, )"
    })
    void theScriptOfTheProductIsSplitIntoItsStatements(
            String dbms, String platform, int count, String start, String end) throws Exception {
        List<String> sent = statements(dbms, platform);

        assertThat(sent).hasSize(count);
        assertThat(sent.get(0)).contains("idempotency_record (").endsWith(end);
        assertThat(sent.get(0).lines().filter(line -> !line.startsWith("--")).findFirst())
                .hasValueSatisfying(line -> assertThat(line).startsWith(start));
        assertThat(sent.get(count - 1)).contains("INSERT INTO idempotency_record_version");
    }

    private static List<String> statements(String dbms, String platform) throws Exception {
        ClassLoaderResourceAccessor files = new ClassLoaderResourceAccessor();
        Database database = DatabaseFactory.getInstance().openDatabase("offline:" + dbms, null, null, null, files);
        DatabaseChangeLog changelog = ChangeLogParserFactory.getInstance()
                .getParser(CHANGELOG, files)
                .parse(CHANGELOG, new ChangeLogParameters(database), files);
        List<ChangeSet> meant = changelog.getChangeSets().stream()
                .filter(set -> DatabaseList.definitionMatches(set.getDbmsSet(), database, true))
                .toList();
        assertThat(meant).extracting(ChangeSet::getId).containsExactly("idempotency-record-" + platform);
        return meant.get(0).getChanges().stream()
                .flatMap(change -> sql(change, database))
                .map(Sql::toSql)
                .map(String::strip)
                .toList();
    }

    private static Stream<Sql> sql(Change change, Database database) {
        return Arrays.stream(change.generateStatements(database))
                .flatMap(statement ->
                        Arrays.stream(SqlGeneratorFactory.getInstance().generateSql(statement, database)));
    }
}
