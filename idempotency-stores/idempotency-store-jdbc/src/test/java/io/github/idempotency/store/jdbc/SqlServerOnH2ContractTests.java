package io.github.idempotency.store.jdbc;

class SqlServerOnH2ContractTests extends MasqueradeContract {

    @Override
    AbsentProduct product() {
        return AbsentProduct.SQL_SERVER;
    }
}
