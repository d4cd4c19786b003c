/* What a visitor can do to a payment. */

import {card} from "./answers.js";
import {current, unused} from "./order.js";
import {send, UNPROTECTED} from "./requests.js";

const GIVE_UP_MILLIS = 150;
const RACERS = 6;
const MORE = 10;
const tabs = new BroadcastChannel("shop.race");

function pause(millis) {
    return new Promise(resolve => setTimeout(resolve, millis));
}

export async function pay(action = "Pay") {
    const answer = await send(action, current());
    const shown = card(action);
    shown.answer(answer);
    if (answer.problem?.retryable) {
        shown.button("Retry with the same key", () => pay("Retry"));
    }
}

/** The answer arrives and is dropped unread: to a client that is no different from a broken connection. */
export async function lose() {
    const order = unused();
    send("Lost answer", order);
    await pause(GIVE_UP_MILLIS);
    const shown = card("Lose the answer");
    shown.lost("The request went out, the connection broke. Has the customer paid? A client cannot know: it can only ask again.");
    shown.button("Retry with the same key", () => pay("Retry"));
}

/** Sends the same payment several times at once; whoever is told to come back does so after the time it was told. */
async function together(title, count) {
    const order = current();
    const shown = card(title);
    const comeBack = async (row, answer) => {
        row.show(answer);
        if (answer.problem?.retryable && answer.retryAfter) {
            await pause(answer.retryAfter * 1000);
            row.show(await send("Retry", order));
        }
    };
    const calls = shown.rows(count).map(async row => comeBack(row, await send(title, order)));
    await pause(1000);
    shown.note("Whoever came too early was told when to come back (Retry-After), and does.", "muted");
    await Promise.all(calls);
    shown.note("All of them have the same answer now.");
}

export function double() {
    unused();
    return together("Double click", 2);
}

export function race() {
    const {key} = unused();
    tabs.postMessage({key});
    return together("Race", RACERS);
}

/** Another tab has started a race: this one takes part, with one request of its own. */
tabs.onmessage = ({data}) => {
    if (data.key === current().key) {
        together("Race of another tab", 1);
    }
};

export async function change() {
    if (!current().used) {
        await pay();
    }
    const order = current();
    const amount = (Number(order.amount) + MORE).toFixed(2);
    const shown = card(`Same key, but € ${amount}`);
    shown.answer(await send("Other amount", {...order, amount}));
}

export async function keyless() {
    card("Leave out the key").answer(await send("No key", {...current(), key: ""}));
}

export async function unprotected() {
    const order = {...unused(), key: ""};
    const shown = card("Without protection");
    const rows = shown.rows(2);
    rows[0].show(await send("Unprotected", order, UNPROTECTED));
    rows[1].show(await send("Unprotected retry", order, UNPROTECTED));
    shown.note("The same code without @Idempotent: the retry charged the customer a second time.");
}
