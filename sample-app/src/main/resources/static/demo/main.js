/* Joins the page's controls to what they do. */

import {ready} from "./fields.js";
import {onState, soon, start} from "./live.js";
import {turnStore} from "./meters.js";
import {newKey, setKey, startOver} from "./order.js";
import * as scenarios from "./scenarios.js";

const storeButton = document.getElementById("store");

async function act(action) {
    soon();
    await action();
    soon();
}

function on(id, action) {
    document.getElementById(id).addEventListener("click", () => act(action));
}

document.getElementById("checkout").addEventListener("submit", event => {
    event.preventDefault();
    if (ready()) {
        act(scenarios.pay);
    }
});
on("new-key", () => setKey(newKey()));
on("new-order", () => startOver());
for (const name of ["lose", "double", "change", "race", "keyless", "unprotected"]) {
    on(name, () => ready() && scenarios[name]());
}
on("store", () => turnStore(storeButton.dataset.on === "false"));

onState(({store}) => {
    storeButton.dataset.on = store.on;
    storeButton.textContent = store.on ? "Stop the store" : "The store is stopped: start it";
    document.getElementById("outage").hidden = store.on;
});
start();
