/* What a visitor can do to a payment. */

import {card} from "./answers.js";
import {current, protectable, unused} from "./order.js";
import {send, UNPROTECTED} from "./requests.js";

const GIVE_UP_MILLIS = 150;
const RACERS = 6;
const MORE = 10;
const MOST = 9_999_999_999.99;
const FRESH = "A new order with a new key: the last one has been used.";
const COME_BACK = {
    "request-in-progress": "Whoever came too early was told when to come back (Retry-After), and does.",
    "store-unavailable": "The store of keys did not answer, so nothing was executed. Retry-After says when to come back.",
};
const tabs = new BroadcastChannel("shop.race");

function pause(millis) {
    return new Promise(resolve => setTimeout(resolve, millis));
}

function begin(title, fresh) {
    const shown = card(title);
    if (fresh) {
        shown.note(FRESH, "muted");
    }
    return shown;
}

async function payFor({order, fresh = false}, action) {
    const answer = await send(action, order);
    const shown = begin(action, fresh);
    shown.answer(answer);
    if (answer.problem?.retryable) {
        shown.button("Retry with the same key", () => payFor({order}, "Retry"));
    }
}

export function pay() {
    return payFor(protectable(), "Pay");
}

/** The answer arrives and is dropped unread: to a client that is no different from a broken connection. */
export async function lose() {
    const {order, fresh} = unused();
    send("Lost answer", order);
    await pause(GIVE_UP_MILLIS);
    const shown = begin("Lose the answer", fresh);
    shown.lost("The request went out, the connection broke. Has the customer paid? A client cannot know: it can only ask again.");
    shown.button("Retry with the same key", () => payFor({order}, "Retry"));
}

/** What the last answers have in common. */
function verdict(answers) {
    const paid = answers.filter(({ok}) => ok);
    if (paid.length < answers.length) {
        return paid.length
            ? `${paid.length} of ${answers.length} have the answer; the others can ask again.`
            : "No request was answered with a payment.";
    }
    if (answers.length === 1) {
        return "This tab has its answer now.";
    }
    return paid.every(({status, text}) => status === paid[0].status && text === paid[0].text)
        ? "All of them have the same answer now."
        : "They have different answers.";
}

/** Sends the same payment several times at once; whoever is told to come back does so after the time it was told. */
async function together(title, count, {order, fresh}) {
    const shown = begin(title, fresh);
    const told = new Set();
    const comeBack = async (row, answer) => {
        row.show(answer);
        if (!answer.problem?.retryable || !answer.retryAfter) {
            return answer;
        }
        const note = COME_BACK[answer.problem.code];
        if (note && !told.has(note)) {
            told.add(note);
            shown.note(note, "muted");
        }
        await pause(answer.retryAfter * 1000);
        const second = await send("Retry", order);
        row.show(second);
        return second;
    };
    const calls = shown.rows(count).map(async row => comeBack(row, await send(title, order)));
    shown.note(verdict(await Promise.all(calls)));
}

export function double() {
    return together("Double click", 2, unused());
}

export function race() {
    const begun = unused();
    tabs.postMessage({key: begun.order.key});
    return together("Race", RACERS, begun);
}

/** Another tab has started a race: this one takes part, with one request of its own. */
tabs.onmessage = ({data}) => {
    if (data.key === current().key) {
        together("Race of another tab", 1, {order: current(), fresh: false});
    }
};

export async function change() {
    const {order: {used}} = protectable();
    if (!used) {
        await pay();
    }
    const order = current();
    const more = Number(order.amount) + MORE;
    const amount = (more > MOST ? more - 2 * MORE : more).toFixed(2);
    const shown = card(`Same key, but € ${amount}`);
    if (order.used) {
        shown.answer(await send("Other amount", {...order, amount}));
    } else {
        shown.note("Not sent: nothing has been paid with this key, so there is nothing to change yet.");
    }
}

export async function keyless() {
    card("Leave out the key").answer(await send("No key", current(), {keyed: false}));
}

export async function unprotected() {
    const {order, fresh} = unused();
    const shown = begin("Without protection", fresh);
    const rows = shown.rows(2);
    const first = await send("Unprotected", order, {path: UNPROTECTED});
    rows[0].show(first);
    const second = await send("Unprotected retry", order, {path: UNPROTECTED});
    rows[1].show(second);
    if (first.ok && second.ok) {
        shown.note("The same code without @Idempotent: the retry charged the customer a second time.");
    } else {
        shown.note(first.ok || second.ok ? "One of them charged the customer." : "No request was answered with a charge.");
    }
}
