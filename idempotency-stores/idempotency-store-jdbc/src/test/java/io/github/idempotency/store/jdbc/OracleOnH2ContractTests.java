package io.github.idempotency.store.jdbc;

class OracleOnH2ContractTests extends MasqueradeContract {

    @Override
    AbsentProduct product() {
        return AbsentProduct.ORACLE;
    }
}
