package zigzag.cli.option;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import zigzag.Choice;
import zigzag.InputException;
import zigzag.Labelled;
import zigzag.archive.Json;
import zigzag.data.Dataset;
import zigzag.data.Provenance;
import zigzag.data.digits.BuiltInDigits;
import zigzag.training.batch.DataSplit;
import zigzag.training.settings.TrainingSettings;

/** Training and test data and where they come from. */
public record LoadedData(Dataset train, Dataset test, Provenance provenance)
    implements AutoCloseable {
  private static final ObjectMapper JSON =
      Json.MAPPER
          .rebuild()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.empty().withValueInclusion(JsonInclude.Include.NON_NULL))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** What {@code config.json} says of a provenance. */
  public static ObjectNode json(Provenance provenance) {
    return JSON.valueToTree(provenance);
  }

  static Provenance provenance(ObjectNode json) {
    try {
      return JSON.treeToValue(json, Provenance.class);
    } catch (JsonProcessingException e) {
      throw new InputException("what is stored of the data is damaged; train anew", e);
    }
  }

  public ObjectNode description() {
    return json(provenance);
  }

  /** Holds out what the settings say. */
  public DataSplit split(TrainingSettings settings) {
    return DataSplit.of(
        train, test, settings.validation().examples(), settings.validation().splitSeed());
  }

  public boolean isBuiltIn() {
    return provenance.name().equals(BuiltInDigits.NAME);
  }

  /** Closes the files that images are read from. */
  @Override
  public void close() throws IOException {
    try (train) {
      test.close();
    }
  }

  /** The two parts of a data set. */
  public enum Split implements Labelled {
    TRAIN,
    TEST;

    public static final Choice<Split> CHOICE =
        Choice.of("part of the data", List.of(values()), Split::label);

    /** This part of the data. */
    public Dataset of(LoadedData data) {
      return this == TRAIN ? data.train() : data.test();
    }
  }
}
