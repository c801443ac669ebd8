using System.Globalization;

namespace Glissade.PublicApi.Tests;

/// <summary>The first lines that a user of the library writes, as the documentation shows them.</summary>
public sealed class FirstStepsTests
{
    [Fact]
    public void TenLinesTrainSaveAndPredict()
    {
        using TemporaryFolder folder = new();
        string trainFile = folder.File("train.txt.gz");
        string modelFile = folder.File("model.safetensors");
        SmallTask.Train.Save(trainFile);
        SparseVector features = SmallTask.Test.Features(0);
        StringWriter console = new(CultureInfo.InvariantCulture);
        List<TrainingProgress> reports = [];
        IProgress<TrainingProgress> progress = new Collector(reports);

        Dataset train = Dataset.Load(trainFile);
        using ExtremeClassifier model = ExtremeClassifier.Train(train, new TrainingOptions { HiddenSize = 128, Epochs = 5 }, progress);
        model.Save(modelFile);
        foreach (Prediction p in model.Predict(features, topK: 5))
            console.WriteLine($"{p.Label} {p.Score:F3}");

        Assert.True(File.Exists(modelFile));
        Assert.Equal(5, console.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(5, reports.Count(report => report.Completed is not null));
    }

    [Fact]
    public void LoadedModelAnswersAsTheTrainedOneAndIsBetterThanChance()
    {
        using TemporaryFolder folder = new();
        using ExtremeClassifier trained = ExtremeClassifier.Train(SmallTask.Train, SmallTask.Options, validation: SmallTask.Test);
        trained.Save(folder.File("model.safetensors"));
        using ExtremeClassifier loaded = ExtremeClassifier.Load(folder.File("model.safetensors"));

        Assert.Equal(trained.Predict(SmallTask.Test), loaded.Predict(SmallTask.Test));
        Assert.Equal(trained.Predict(SmallTask.Test.Features(3)), loaded.Predict(SmallTask.Test.Features(3)));
        EvaluationReport report = loaded.Evaluate(SmallTask.Test);
        Assert.Equal(report.Precision, trained.Evaluate(SmallTask.Test).Precision);
        Assert.Equal(report.PrecisionAt(1), trained.Training?.Epochs[^1].PrecisionAt1);
        Assert.True(report.PrecisionAt(1) > 0.2, $"P@1 is {report.PrecisionAt(1)}");
        Assert.Null(loaded.Training);
        Assert.Equal(
            (trained.FeatureCount, trained.LabelCount, trained.ParameterCount),
            (loaded.FeatureCount, loaded.LabelCount, loaded.ParameterCount));
    }

    [Fact]
    public void ScoresOfAllLabelsAgreeWithThePredictions()
    {
        using ExtremeClassifier model = ExtremeClassifier.Train(SmallTask.Train, SmallTask.Options);
        SparseVector features = SmallTask.Test.Features(1);
        float[] scores = new float[model.LabelCount];
        model.ScoreAll(features, scores);
        Prediction best = model.Predict(features, topK: 1)[0];
        Assert.Equal(scores.Max(), best.Score, 1e-5f);
        Assert.Equal(scores[best.Label], best.Score, 1e-5f);
    }

    [Fact]
    public void HashedSearchWithNearlyEveryLabelAsCandidateFindsWhatItsTablesHold()
    {
        using ExtremeClassifier model = ExtremeClassifier.Train(SmallTask.Train, SmallTask.Options with { Sampler = SamplerKind.Lsh });
        using HashedRetrieval tables = HashedRetrieval.Build(
            model, SmallTask.Train, candidates: model.LabelCount - 1, index: IndexKind.Tables);
        EvaluationReport hashed = model.Evaluate(SmallTask.Test, retrieval: tables);
        EvaluationReport exact = model.Evaluate(SmallTask.Test);
        double recall = tables.MeasureRecall(SmallTask.Test).Recall;
        Assert.InRange(recall, 0.5, 1);
        Assert.InRange(hashed.PrecisionAt(1), 0.5 * exact.PrecisionAt(1), 1);
        Assert.Equal(model.Recipe.TableCount, tables.Describe().TableCount);
    }

    [Fact]
    public void OneThreadAndOneSeedGiveOneModel()
    {
        using TemporaryFolder folder = new();
        for (int run = 1; run <= 2; run++)
        {
            using ExtremeClassifier model = ExtremeClassifier.Train(SmallTask.Train, SmallTask.Options with { Sampler = SamplerKind.Lsh });
            model.Save(folder.File($"{run}.safetensors"));
        }
        Assert.Equal(File.ReadAllBytes(folder.File("1.safetensors")), File.ReadAllBytes(folder.File("2.safetensors")));
    }

    private sealed class Collector(List<TrainingProgress> reports) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => reports.Add(value);
    }
}
