package io.github.idempotency.test.broken;

import java.util.Set;

/** One mistake a store can make, and the contract tests that must notice it. */
enum Flaw {
    ATTEMPTS_COUNT_FROM_ZERO("aNewKeyIsGrantedAsTheFirstAttempt"),
    ANSWERS_WITH_THE_CALLERS_FINGERPRINT(
            "aSecondOwnerIsToldWhatTheFirstWasAskedForAndHowLongItMayStillTake",
            "aSettledKeyIsAnsweredWithWhatWasAskedAndHowItEnded"),
    TAKES_OVER_LIVE_CLAIMS("aLiveOwnerIsNotReplacedByOneThatMayTakeOver", "anOwnerThatWasReplacedCannotClaimAgain"),
    WAITS_FOR_THE_OWNER("aHeldKeyIsAnsweredWithoutWaitingForItsOwner"),
    DOES_NOT_COUNT_DOWN("theTimeAnOwnerHasLeftRunsDown"),
    RENEWAL_ADDS("aRenewalRunsFromNowAndIsNotAddedToWhatWasLeft"),
    LEASES_RUN_OUT_EARLY("aLeaseNeverRunsOutEarly"),
    FORGETS_WHEN_THE_LEASE_ENDS(
            "anAbandonedRecordIsRememberedWhenItsLeaseIsLongOver",
            "anAbandonedClaimPassesToOneWhoMayTakeOver",
            "aLateOwnerThatNobodyReplacedMayComplete",
            "withoutPermissionNobodyTakesOverAndNothingChanges"),

    REPEATED_CLAIM_IS_REFUSED(
            "aRepeatedClaimIsTheSameLeaseAndRunsAnew",
            "aRepeatedTakeoverIsTheSameAttempt",
            "overlappingRepetitionsOfOneClaimAllGetTheSameLease",
            "everyCallWhoseReplyWasLostCanBeRepeated"),
    LATE_OWNER_IS_REFUSED(
            "anOwnerWhoseLeaseRanOutMayClaimAgainWhileNobodyReplacedIt",
            "aLateOwnerThatNobodyReplacedMayRenew",
            "aLateOwnerThatNobodyReplacedMayComplete"),
    OVERWRITES_SETTLED(
            "completingTwiceIsTrueAndTheFirstOutcomeStays",
            "overlappingCompletionsOfOneOwnerRecordOneOutcome",
            "aTakenOverKeyIsSettledByItsSuccessor"),
    RELEASE_DOES_NOT_CHECK_THE_OWNER(
            "aRepeatedReleaseDoesNotTouchTheNextOwner",
            "aLeaseOfAnEarlierLifeOfTheKeyChangesNothing",
            "anOwnerThatWasReplacedChangesNothing"),
    RELEASE_KEEPS_THE_RECORD("aReleasedKeyIsFreeForTheNextFirstAttempt"),

    SAME_TOKEN_ON_TAKEOVER(
            "anAbandonedClaimPassesToOneWhoMayTakeOver", "everyTakeoverCountsOneAttemptMoreAndHasAGreaterToken"),
    TAKES_OVER_WITHOUT_PERMISSION("withoutPermissionNobodyTakesOverAndNothingChanges"),
    TAKEOVER_IGNORES_THE_FINGERPRINT(
            "whoAsksForSomethingElseCannotTakeOverAndNothingChanges",
            "fingerprintsAreComparedOverTheirFullLength",
            "emptyFingerprintsAreEqualAndDifferFromAnyOther"),
    KEEPS_32_BYTES_OF_A_FINGERPRINT("fingerprintsAreComparedOverTheirFullLength", "fingerprintsComeBackByteForByte"),
    TAKEOVER_LEAVES_THE_EXPIRY("aTakeoverKeepsTheRecordForItsOwnRetention"),

    NO_FENCING(
            "anOwnerThatWasReplacedChangesNothing",
            "anOwnerWhoseSuccessorFellSilentTooStillChangesNothing",
            "anOwnerThatWasReplacedCannotTouchWhatItsSuccessorRecorded",
            "anotherOwnerCannotUseTheToken",
            "anotherTokenDoesNotHelpTheOwner"),
    COMPLETES_AFTER_TAKEOVER(
            "anOwnerThatWasReplacedChangesNothing",
            "anOwnerWhoseSuccessorFellSilentTooStillChangesNothing",
            "aLateCompletionAndATakeoverNeverBothSucceed"),
    CHECKS_ONLY_THE_TOKEN("anotherOwnerCannotUseTheToken", "anotherOwnerCannotTouchASettledRecord"),
    CHECKS_ONLY_THE_OWNER("anotherTokenDoesNotHelpTheOwner"),
    COMPLETES_UNKNOWN_KEYS("aLeaseOnAKeyNobodyKnowsChangesNothing"),

    GRANTS_SETTLED_TO_ITS_OWNER("aSettledKeyIsNotGrantedToItsOwnOwnerEither"),
    TAKES_OVER_SETTLED("aSettledKeyIsNotGrantedWhenTheLeaseWouldHaveRunOut"),
    RELEASES_SETTLED("aSettledKeyIsNeitherRenewedNorReleased"),
    EXPIRES_BY_DELETION_ONLY(
            "aSettledKeyIsGrantedAnewOnceItsRetentionHasEndedAndNotBefore",
            "anAbandonedKeyIsGrantedAnewOnceItsRetentionHasEndedAndNotBefore",
            "anExpiredOrUnknownRecordIsNotShown",
            "anExpiredRecordIsNotListed"),
    RETENTION_RUNS_FROM_THE_CLAIM("theRetentionOfAnOutcomeIsNotCutShortByThatOfTheClaim"),
    RENEWAL_LEAVES_THE_EXPIRY("aRenewalBeyondTheRetentionKeepsTheRecord"),
    REPEATED_CLAIM_LEAVES_THE_EXPIRY("aRepeatedClaimBeyondTheRetentionKeepsTheRecord"),
    LIES_ABOUT_LATE_COMPLETIONS("aCompletionAfterTheRetentionIsEitherRefusedOrRecorded"),

    PAYLOADS_ARE_TEXT("payloadsComeBackByteForByte", "aLargePayloadComesBackByteForByte"),
    FORGETS_THE_KIND("everyKindOfOutcomeComesBack"),
    HAS_NO_PAYLOAD_LIMIT("aPayloadOverTheLimitIsRefusedBeforeAnythingChanges", "aDecisionOverTheLimitIsRefused"),
    REFUSES_NAMES_THAT_ARE_NOT_ASCII("anyOperationNameIsTaken", "anyOperationNameIsShownAsItWasGiven"),

    READS_THEN_WRITES_CLAIMS(
            "ofManyThatClaimANewKeyExactlyOneIsGranted",
            "ofManyThatTakeOverExactlyOneIsGranted",
            "manyThatRepeatOneCallCauseOneEffectAndSeeItsOutcome",
            "ofManyThatClaimAReleasedKeyExactlyOneIsGranted",
            "ofManyThatClaimAReopenedKeyExactlyOneIsGranted"),
    READS_THEN_WRITES_COMPLETIONS("aLateCompletionAndATakeoverNeverBothSucceed"),
    TRUNCATES_KEYS("aThousandKeysAtOnceKeepTheirOwnOutcomes", "keysThatDifferInOneBitAreDifferentKeys"),
    TRIMS_KEYS("keysOfExtremeBytesAreKeysLikeAnyOther"),

    SHOWS_ANY_RECORD_ALIKE(
            "aClaimedRecordShowsHowLongItsOwnerMayTake",
            "anAbandonedRecordHasNoLeaseLeft",
            "aSettledRecordShowsTheSizeOfItsOutcome",
            "anUnknownOutcomeShowsAsHeld",
            "anyOperationNameIsShownAsItWasGiven",
            "anExpiredOrUnknownRecordIsNotShown"),
    DELETES_NOTHING("aDeletedRecordIsForgottenWhateverItsState", "deletingAnUnknownKeySaysSo"),
    LISTS_EVERY_STATE("aListingShowsTheRecordsInTheStatesAskedFor"),
    LISTS_WITHOUT_LIMIT("aListingSaysWhetherThereMayBeMore"),
    CALLS_EVERY_LISTING_COMPLETE("aListingSaysWhetherThereMayBeMore", "whatCannotBeReadDoesNotHideTheRest"),
    STUMBLES_OVER_UNREADABLE_RECORDS("whatCannotBeReadDoesNotHideTheRest"),
    AGES_FROM_THE_LAST_GRANT("aRecordGrowsOlderAndATakeoverDoesNotMakeItYounger"),
    DECIDES_IN_ANY_STATE("whatDoesNotWaitForAnOperatorIsNeitherSettledNorReopened"),
    A_DECISION_KEEPS_THE_OWNER("aSettledDecisionIsFinalAndItsOldOwnerChangesNothing"),
    A_DECISION_LEAVES_THE_EXPIRY("aDecisionIsKeptForItsOwnRetention"),
    REOPENED_TOKENS_START_OVER("aReopenedKeyIsGrantedAsTheFirstAttemptWithAGreaterToken"),
    REOPENING_LEAVES_THE_ATTEMPT("aReopenedKeyIsGrantedAsTheFirstAttemptWithAGreaterToken"),
    READS_THEN_DECIDES(
            "ofADecisionATakeoverAndALateOwnerExactlyOneSucceeds", "ofOperatorsWhoDecideAtOnceExactlyOneSucceeds"),
    CLEANS_WITHOUT_LIMIT("expiredRecordsAreRemovedInBatches"),
    CLEANS_LIVE_RECORDS("whatHasNotExpiredIsKept"),
    CLEANS_WHAT_IT_READ_EARLIER("aClaimMadeWhileRecordsAreRemovedSurvives"),

    GUESSES_WHEN_UNREACHABLE("aStoreThatCannotBeReachedThrows", "anOperatorIsToldWhenTheStoreCannotBeReached"),
    IGNORES_THE_FORMAT("aRecordOfANewerVersionIsNeitherGrantedNorMisread"),
    GRANTS_CORRUPT_RECORDS("aCorruptRecordIsNeitherGrantedNorMisread"),
    HAS_NO_NAME("theTraitsAreConstantAndMakeSense"),
    CANNOT_BE_CLEANED("aStoreThatDoesNotExpireByItselfCanBeCleaned"),
    IS_NOT_SHARED("whatOneInstanceOfASharedStoreDoesTheOtherSees"),

    NONE;

    @SuppressWarnings("ImmutableEnumChecker") // it is one, its type just does not say so
    private final Set<String> noticedBy;

    Flaw(String... noticedBy) {
        this.noticedBy = Set.of(noticedBy);
    }

    Set<String> noticedBy() {
        return noticedBy;
    }
}
