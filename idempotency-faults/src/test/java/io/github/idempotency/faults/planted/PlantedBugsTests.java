package io.github.idempotency.faults.planted;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.faults.history.Answer;
import io.github.idempotency.faults.history.Report;
import io.github.idempotency.faults.planted.Script.Place;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same happens over a store and an application without a bug, and with one: only the latter is blamed. */
@Timeout(60)
class PlantedBugsTests {

    @ParameterizedTest
    @EnumSource
    void withoutTheBugNothingIsFound(Plant plant) {
        Report report = play(plant, null);

        assertThat(report.clean()).as(report::toString).isTrue();
        assertThat(report.counts().undecided()).isZero();
        assertThat(report.counts().executed()).isOne();
        assertThat(report.counts().effects()).isOne();
    }

    @ParameterizedTest
    @EnumSource
    void theBugIsFound(Plant plant) {
        Report report = play(plant, plant);

        assertThat(report.found().keySet()).as(report::toString).isEqualTo(plant.shows());
        assertThat(report.counts().undecided()).isZero();
    }

    private static Report play(Plant scenario, Plant planted) {
        try (PlantedScene scene = new PlantedScene(planted)) {
            story(scenario).accept(scene);
            return scene.report();
        }
    }

    private static Consumer<PlantedScene> story(Plant plant) {
        return switch (plant) {
            case NO_FENCING -> PlantedBugsTests::anOwnerComesBackAfterItWasReplaced;
            case RELEASE_WITHOUT_OWNER -> PlantedBugsTests::anOwnerThatWasReplacedFails;
            case CLAIM_BY_READ_THEN_WRITE -> PlantedBugsTests::twoComeAtTheSameTime;
            case COMPLETION_AFTER_THE_ANSWER -> PlantedBugsTests::aProcessCrashesAfterItsAnswer;
        };
    }

    private static void anOwnerComesBackAfterItWasReplaced(PlantedScene scene) {
        Script first = Script.stoppingAt(Place.CLAIMED);
        comeBack(scene, first, () -> {});
    }

    private static void anOwnerThatWasReplacedFails(PlantedScene scene) {
        Script first = Script.failing();
        comeBack(scene, first, () -> scene.call(scene.a, Script.PLAIN));
    }

    /** The first owner is frozen until a second one is about to have its effect, and goes on before that one does. */
    private static void comeBack(PlantedScene scene, Script first, Runnable then) {
        Future<Answer> frozen = scene.start(scene.a, first);
        first.awaitArrival();
        scene.a.freeze();
        Script second = Script.stoppingAt(Place.SURE);
        Future<Answer> successor = scene.repeatWhileInProgress(scene.b, second);
        second.awaitArrival();
        scene.a.thaw();
        first.goOn();
        PlantedScene.answer(frozen);
        then.run();
        second.goOn();
        PlantedScene.answer(successor);
        scene.call(scene.a, Script.PLAIN);
    }

    private static void twoComeAtTheSameTime(PlantedScene scene) {
        Future<Answer> one = scene.start(scene.a, Script.PLAIN);
        Future<Answer> other = scene.start(scene.b, Script.PLAIN);
        PlantedScene.answer(one);
        PlantedScene.answer(other);
    }

    private static void aProcessCrashesAfterItsAnswer(PlantedScene scene) {
        scene.call(scene.a, Script.PLAIN);
        scene.call(scene.b, Script.PLAIN);
        scene.a.crash();
        PlantedScene.answer(scene.repeatWhileInProgress(scene.b, Script.PLAIN));
    }
}
