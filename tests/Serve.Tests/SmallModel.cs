using Glissade.Serve.Tests;

[assembly: AssemblyFixture(typeof(SmallModel))]

namespace Glissade.Serve.Tests;

/// <summary>A model that was trained in a moment, with names of labels that HTML and JSON have to escape.</summary>
public sealed class SmallModel : IDisposable
{
    public SmallModel()
    {
        (Dataset train, Dataset test) = SyntheticDataset.Generate(new SyntheticOptions
        {
            FeatureCount = 400,
            LabelCount = 120,
            TrainCount = 600,
            TestCount = 20,
            FeatureDrawsPerPoint = 30,
            LabelsPerPoint = 2,
        });
        Test = test;
        TrainingOptions options = new() { HiddenSize = 32, Epochs = 2, BatchSize = 16, Threads = 1 };
        Model = ExtremeClassifier.Train(train, options);
        WithLinearPath = ExtremeClassifier.Train(train, options with { LinearPath = true });
        Model.NameLabels([.. Enumerable.Range(0, Model.LabelCount).Select(label => $"<b>\"label\" {label} é")]);
    }

    public ExtremeClassifier Model { get; }

    /// <summary>One of the same data, without names.</summary>
    public ExtremeClassifier WithLinearPath { get; }

    public Dataset Test { get; }

    public void Dispose()
    {
        Model.Dispose();
        WithLinearPath.Dispose();
    }
}
