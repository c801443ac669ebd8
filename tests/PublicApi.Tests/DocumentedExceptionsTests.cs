using System.Text;
using Glissade.Layers;

namespace Glissade.PublicApi.Tests;

/// <summary>Exceptions that the documentation of the public members promises.</summary>
public sealed class DocumentedExceptionsTests
{
    [Fact]
    public void MalformedTextNamesSourceLineTokenAndWhatWasExpected()
    {
        DataFormatException exception = Assert.Throws<DataFormatException>(() => Read("1 0:1\n2 0=1\n"));
        Assert.Equal(2, exception.Line);
        Assert.Equal("given, line 2: found \"0=1\", expected feature:value", exception.Message);
    }

    [Fact]
    public void MissingFilesAreNotFound()
    {
        using TemporaryFolder folder = new();
        Assert.Throws<FileNotFoundException>(() => Dataset.Load(folder.File("none.txt")));
        Assert.ThrowsAny<IOException>(() => ExtremeClassifier.Load(folder.File("none.safetensors")));
    }

    [Fact]
    public void SomethingElseThanAModelIsRefused()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("text"), "no model at all");
        Assert.Throws<DataFormatException>(() => ExtremeClassifier.Load(folder.File("text")));
    }

    [Fact]
    public void AlteredModelIsRefused()
    {
        using TemporaryFolder folder = new();
        using ExtremeClassifier model = ExtremeClassifier.Train(SmallTask.Train, SmallTask.Options with { Epochs = 1 });
        model.Save(folder.File("model"));
        byte[] bytes = File.ReadAllBytes(folder.File("model"));
        bytes[^1] ^= 1;
        File.WriteAllBytes(folder.File("model"), bytes);
        Assert.Throws<DataFormatException>(() => ExtremeClassifier.Load(folder.File("model")));
    }

    [Fact]
    public void OptionOutOfRangeIsNamedWithItsValue()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => ExtremeClassifier.Train(SmallTask.Train, SmallTask.Options with { Epochs = -1 }));
        Assert.Equal("epochs must be positive, but is -1", exception.Message);
    }

    [Fact]
    public void DivergedTrainingNamesEpochAndBatch()
    {
        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() => ExtremeClassifier.Train(
            SmallTask.Train, SmallTask.Options with { Optimizer = OptimizerKind.Sgd, LearningRate = 1e30f }));
        Assert.Equal(1, exception.Epoch);
        Assert.True(exception.Batch >= 1);
    }

    [Fact]
    public void DataBeyondTheModelIsRefused()
    {
        using ExtremeClassifier model = ExtremeClassifier.Train(SmallTask.Train, SmallTask.Options with { Epochs = 1 });
        DatasetBuilder builder = new();
        builder.Add([0], [1], [model.LabelCount]);
        Dataset tooManyLabels = builder.Build();
        builder.Add([model.FeatureCount], [1], [0]);
        Dataset tooManyFeatures = builder.Build();
        Assert.Throws<ArgumentException>(() => model.Evaluate(tooManyLabels));
        Assert.Throws<ArgumentException>(() => model.Predict(tooManyFeatures));
        Assert.ThrowsAny<ArgumentException>(() => model.Predict(tooManyFeatures.Features(1)));
        Assert.ThrowsAny<ArgumentException>(() => model.Predict(SmallTask.Test.Features(0), topK: 0));
        Assert.Throws<ArgumentException>(() => model.ScoreAll(SmallTask.Test.Features(0), new float[3]));
        Assert.Throws<ArgumentException>(() => model.NameLabels(["one"]));
        Assert.Throws<ArgumentException>(() => ExtremeClassifier.Train(SmallTask.Train, SmallTask.Options, validation: tooManyFeatures));
    }

    [Fact]
    public void HashTablesOfAnotherModelAreRefused()
    {
        using ExtremeClassifier model = ExtremeClassifier.Train(SmallTask.Train, SmallTask.Options with { Epochs = 1 });
        using ExtremeClassifier other = ExtremeClassifier.Train(SmallTask.Train, SmallTask.Options with { Epochs = 1, Seed = 2 });
        using HashedRetrieval tables = HashedRetrieval.Build(other, SmallTask.Train);
        Assert.Throws<ArgumentException>(() => model.Predict(SmallTask.Test, retrieval: tables));
        Assert.Throws<ArgumentException>(() => model.Evaluate(SmallTask.Test, retrieval: tables));
    }

    [Fact]
    public void CancelledTrainingReturnsTheModelSoFar()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        using ExtremeClassifier model = ExtremeClassifier.Train(SmallTask.Train, SmallTask.Options, cancellation: source.Token);
        Assert.True(model.Training?.StoppedEarly);
        Assert.Empty(model.Training?.Epochs ?? [new EpochReport(0, 0, null, 0, 0)]);
    }

    private static Dataset Read(string text) => Dataset.Load(new MemoryStream(Encoding.ASCII.GetBytes(text)), "given");
}
