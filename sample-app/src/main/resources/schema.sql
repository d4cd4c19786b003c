create table if not exists orders (
    id       varchar(36)  not null primary key,
    item     varchar(200) not null,
    quantity int          not null
);

create table if not exists payments (
    id        varchar(36)    not null primary key,
    reference varchar(200)   not null,
    amount    decimal(12, 2) not null
);

create table if not exists shipments (
    id           varchar(36)  not null primary key,
    order_number varchar(100) not null unique,
    carrier      varchar(100) not null
);

create table if not exists addresses (
    customer_id varchar(100) not null primary key,
    street      varchar(200) not null,
    city        varchar(200) not null
);

create table if not exists prices (
    product_id varchar(100)   not null primary key,
    amount     decimal(12, 2) not null,
    version    bigint         not null
);

create table if not exists settlements (
    id        varchar(36)    not null primary key,
    reference varchar(200)   not null unique,
    amount    decimal(12, 2) not null
);

create table if not exists transfers (
    id        varchar(36)    not null primary key,
    reference varchar(200)   not null,
    amount    decimal(12, 2) not null
);
