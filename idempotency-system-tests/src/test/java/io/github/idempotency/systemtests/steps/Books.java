package io.github.idempotency.systemtests.steps;

import io.github.idempotency.store.jdbc.SchemaScripts;
import io.github.idempotency.store.jdbc.SqlDialects;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** What happened, in tables of one test: our ledger, the effects of a foreign service, and how often steps ran. */
final class Books {

    private final String name;
    private final DataSource dataSource;
    private final JdbcClient jdbc;

    Books(String name, DataSource dataSource) {
        this.name = name;
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
    }

    void create() {
        String script = SchemaScripts.text(SqlDialects.of("postgresql"), name);
        new ResourceDatabasePopulator(new ByteArrayResource(script.getBytes(StandardCharsets.UTF_8)))
                .execute(dataSource);
        jdbc.sql("create table " + name + "_ledger (order_key text)").update();
        jdbc.sql("create table " + name
                        + "_foreign (call_key text primary key, order_key text, what text, number serial)")
                .update();
        jdbc.sql("create table " + name + "_runs (order_key text, what text)").update();
    }

    void ran(String order, String step) {
        jdbc.sql("insert into " + name + "_runs values (?, ?)")
                .params(order, step)
                .update();
    }

    void debit(String order) {
        jdbc.sql("insert into " + name + "_ledger values (?)").param(order).update();
    }

    /** A foreign service that does its work once per key it is given, and answers with the number of that work. */
    String foreign(String callKey, String order, String what) {
        jdbc.sql("insert into " + name + "_foreign (call_key, order_key, what) values (?, ?, ?) on conflict do nothing")
                .params(callKey, order, what)
                .update();
        return what
                + jdbc.sql("select number from " + name + "_foreign where call_key = ?")
                        .param(callKey)
                        .query(Integer.class)
                        .single();
    }

    List<String> foreignEffects(String order) {
        return jdbc.sql("select what from " + name + "_foreign where order_key = ? order by number")
                .param(order)
                .query(String.class)
                .list();
    }

    int debits(String order) {
        return jdbc.sql("select count(*) from " + name + "_ledger where order_key = ?")
                .param(order)
                .query(Integer.class)
                .single();
    }

    int runs(String order, String step) {
        return jdbc.sql("select count(*) from " + name + "_runs where order_key = ? and what = ?")
                .params(order, step)
                .query(Integer.class)
                .single();
    }
}
