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
