/* Joins the page's controls to what they do. */

import {onState, soon, start} from "./live.js";
import {turnStore} from "./meters.js";
import {newKey, onOrder, setAmount, setKey, startOver} from "./order.js";
import * as scenarios from "./scenarios.js";

const form = document.getElementById("checkout");
const amount = document.getElementById("amount");
const key = document.getElementById("key");
const storeButton = document.getElementById("store");

function on(id, action) {
    document.getElementById(id).addEventListener("click", async () => {
        soon();
        await action();
        soon();
    });
}

form.addEventListener("submit", async event => {
    event.preventDefault();
    soon();
    await scenarios.pay();
    soon();
});
amount.addEventListener("change", () => amount.checkValidity() && setAmount(amount.value));
key.addEventListener("change", () => setKey(key.value.trim()));

on("new-key", () => setKey(newKey()));
on("new-order", startOver);
for (const name of ["lose", "double", "change", "race", "keyless", "unprotected"]) {
    on(name, scenarios[name]);
}
on("store", () => turnStore(storeButton.dataset.on === "false"));

onOrder(order => {
    document.getElementById("reference").textContent = order.reference;
    document.getElementById("pay").textContent = `Pay € ${order.amount}`;
    amount.value = order.amount;
    key.value = order.key;
});
onState(({store}) => {
    storeButton.dataset.on = store.on;
    storeButton.textContent = store.on ? "Stop the store" : "The store is stopped: start it";
    document.getElementById("outage").hidden = store.on;
});
start();
