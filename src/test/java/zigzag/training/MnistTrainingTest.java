package zigzag.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import zigzag.Needs;
import zigzag.data.mnist.IdxFolder;
import zigzag.optimizer.Sgd;
import zigzag.training.batch.DataSplit;
import zigzag.training.evaluation.Evaluation;

@Tag("mnist")
@Tag("slow")
class MnistTrainingTest {
  @Test
  void oneEpochGetsNineOfTenTestDigitsRight() throws IOException {
    IdxFolder mnist = IdxFolder.load(Needs.mnist());
    assertEquals(List.of(), mnist.differingFromMnist(), "not MNIST");
    Draft draft = new Draft();
    draft.hidden = 50;
    draft.optimizer = new Sgd(0.1);
    draft.batch = 100;
    draft.epochs = 1;
    draft.validation = 0;
    draft.threads = 2;
    DataSplit data = DataSplit.of(mnist.train(), mnist.test(), 0, 1);
    try (Trainer trainer = new Trainer(draft.settings(), data)) {
      TrainingState state = trainer.initialState();
      trainer.train(state, List.of(), () -> false);
      Evaluation test = trainer.test(state.parameters());
      assertTrue(test.accuracy() >= 0.9, "accuracy " + test.accuracy());
    }
  }
}
