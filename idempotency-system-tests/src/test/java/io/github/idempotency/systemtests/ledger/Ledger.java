package io.github.idempotency.systemtests.ledger;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/** Business writes, as an application has them: it knows nothing of keys. */
@Service
class Ledger {

    /** An entry was written; told when that is certain. */
    record Written(String name) {}

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    Ledger(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
        jdbc.sql("create table if not exists ledger_entry (name varchar(80) not null, at_isolation int)")
                .update();
        jdbc.sql("create table if not exists ledger_name (name varchar(80) primary key)")
                .update();
    }

    /** A name that can be had once. */
    void claim(String name) {
        jdbc.sql("insert into ledger_name (name) values (?)").param(name).update();
    }

    /** In whatever transaction there is. */
    int write(String name) {
        jdbc.sql("insert into ledger_entry (name) values (?)").param(name).update();
        return count(name);
    }

    @Transactional
    public int writeInTransaction(String name) {
        events.publishEvent(new Written(name));
        return write(name);
    }

    @Transactional
    public void writeAndGiveUp(String name) {
        write(name);
        TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
    }

    @Transactional
    public void writeAndFail(String name) {
        write(name);
        throw new IllegalStateException("the ledger failed on purpose");
    }

    @Transactional(isolation = Isolation.SERIALIZABLE, timeout = 20)
    public int writeSerializable(String name) {
        return write(name);
    }

    int count(String name) {
        return jdbc.sql("select count(*) from ledger_entry where name = ?")
                .param(name)
                .query(Integer.class)
                .single();
    }

    int records() {
        return jdbc.sql("select count(*) from idempotency_record")
                .query(Integer.class)
                .single();
    }
}
