namespace Glissade.PublicApi.Tests;

/// <summary>A generated task that is learned in a moment, and options to learn it by.</summary>
internal static class SmallTask
{
    private static readonly (Dataset Train, Dataset Test) Generated = SyntheticDataset.Generate(new SyntheticOptions
    {
        FeatureCount = 400,
        LabelCount = 120,
        TrainCount = 600,
        TestCount = 100,
        FeatureDrawsPerPoint = 30,
        LabelsPerPoint = 2,
    });

    public static Dataset Train => Generated.Train;

    public static Dataset Test => Generated.Test;

    /// <summary>One thread, so that two runs give one model.</summary>
    public static TrainingOptions Options { get; } = new()
    {
        HiddenSize = 32,
        Epochs = 5,
        BatchSize = 16,
        LearningRate = 0.01f,
        Threads = 1,
    };
}
