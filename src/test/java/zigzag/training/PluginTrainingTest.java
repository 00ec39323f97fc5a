package zigzag.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.RunFiles;
import zigzag.network.Model;
import zigzag.rule.PluginJar;
import zigzag.training.batch.DataSplit;
import zigzag.training.settings.Registries;
import zigzag.training.settings.SettingsJson;
import zigzag.training.settings.TrainingSettings;
import zigzag.training.settings.Versions;

/** Trains, halts and goes on with a rule that a user compiled. */
@Tag("slow")
class PluginTrainingTest {
  @TempDir private Path directory;

  @Test
  void trainsWithARuleFromAJar() throws IOException {
    Path plugins = Files.createDirectory(directory.resolve("plugins"));
    new PluginJar(directory)
        .write(plugins.resolve("signum.jar"), "com.example.Signum", PluginJar.signum());
    Draft draft = new Draft();
    draft.hidden = 20;
    draft.optimizer = Registries.in(plugins).optimizers().create("signum", Map.of("lr", 0.003));
    draft.epochs = 6;
    TrainingSettings settings = draft.settings();
    ObjectNode data = new ObjectMapper().createObjectNode().put("name", "built-in digits");
    RunConfig config =
        RunConfig.of("zigzag train", data, SettingsJson.write(settings), Versions.all());

    Path whole = directory.resolve("whole");
    DataSplit split = draft.digits(310, 50);
    TrainingRun.Result result =
        new TrainingRun(settings, split, config, whole)
            .train(Optional.empty(), List.of(), () -> false);
    List<EpochMetrics> history = result.state().history();
    assertTrue(history.get(6).trainLoss() < 0.4 * history.get(1).trainLoss());

    Path halted = directory.resolve("halted");
    int[] asked = {0};
    new TrainingRun(settings, split, config, halted)
        .train(Optional.empty(), List.of(), () -> asked[0]++ >= 40);
    Checkpoint checkpoint = Checkpoint.read(halted.resolve(RunFiles.CHECKPOINT));
    assertEquals(40, checkpoint.state().step());
    TrainingSettings stored =
        SettingsJson.read(
            new ObjectMapper().readTree(checkpoint.config()).get("settings"),
            Registries.in(plugins));
    assertEquals(
        "Signum[learningRate=0.003, momentum=0.9]", stored.update().optimizer().toString());
    new TrainingRun(stored, split, config, halted)
        .train(Optional.of(checkpoint), List.of(), () -> false);
    assertArrayEquals(
        Model.read(whole.resolve("model.safetensors")).parameters(),
        Model.read(halted.resolve("model.safetensors")).parameters());
  }
}
