/**
 * The store SPI: four verbs, and the invariants every store keeps.
 *
 * <ol>
 *   <li><b>One owner.</b> At any instant at most one live lease exists for a key.
 *   <li><b>Fenced.</b> Only the token granted last can renew, complete or release; anyone else gets {@code false} and
 *       changes nothing. (An owner whose lease ran out but whom nobody replaced may still renew and complete: the effect
 *       has happened, recording it beats repeating it.)
 *   <li><b>Final.</b> A settled key is never granted and never overwritten before its retention ends. Expiry is decided
 *       by logic, not by whether the record is physically gone.
 *   <li><b>No waiting.</b> {@code claim} answers at once; waiting, retrying and refusing belong to the engine.
 *   <li><b>True at one moment.</b> Every answer was true of the stored record at one instant during the call.
 *   <li><b>Durations, never instants.</b> Time crosses the SPI only as {@link java.time.Duration}; the store measures it,
 *       with its server's clock where it has one.
 *   <li><b>Itself idempotent.</b> The same owner may claim again until it is replaced (granted, same attempt and token, the
 *       lease runs anew) and complete again after it settled ({@code true}, the recorded outcome stays the first), so a call
 *       whose reply was lost can simply be repeated.
 *   <li><b>Blind.</b> Fingerprints and payloads go in and come out byte for byte. The engine judges a reused key; the one
 *       comparison a store makes is byte equality on takeover: an abandoned claim passes to a new owner only where the
 *       request allows takeover <em>and</em> carries the same fingerprint, else the answer is
 *       {@link io.github.idempotency.store.Claim.Abandoned} and nothing changes.
 *   <li><b>Loud.</b> A store that cannot decide throws; it never guesses granted or {@code false}.
 *   <li><b>Versioned.</b> Every stored record carries a format number; a reader that meets a newer one, or a corrupt
 *       record, throws {@link io.github.idempotency.store.UnreadableRecordException} rather than misreads or silently runs
 *       again.
 * </ol>
 *
 * <p>A claim whose owner vanished is not forgotten when its lease ends: the record stays for the retention given with the
 * claim, so the next caller is known to be a second attempt. A renewal never lets a record expire before its lease: it
 * moves the end of the record to the end of the lease where that is later.
 */
@NullMarked
package io.github.idempotency.store;

import org.jspecify.annotations.NullMarked;
