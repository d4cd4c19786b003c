package io.github.idempotency.systemtests.ledger;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.List;

/** As persistence units know it. */
@Entity
class Account {

    /** One movement on an account. */
    @Entity
    static class Movement {

        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        int amount;

        Movement() {}

        Movement(int amount) {
            this.amount = amount;
        }

        public int getAmount() {
            return amount;
        }
    }

    @Id
    String id;

    @Version
    Integer version;

    @Column(unique = true)
    String code;

    int balance;

    @OneToMany(cascade = CascadeType.ALL, fetch = FetchType.LAZY)
    @JoinColumn(name = "account")
    List<Movement> movements = new ArrayList<>();

    Account() {}

    Account(String id, String code) {
        this.id = id;
        this.code = code;
    }

    void move(int amount) {
        balance += amount;
        movements.add(new Movement(amount));
    }

    public String getId() {
        return id;
    }

    public int getBalance() {
        return balance;
    }

    public List<Movement> getMovements() {
        return movements;
    }
}
