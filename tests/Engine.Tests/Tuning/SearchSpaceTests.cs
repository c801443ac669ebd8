using Glissade.Layers;

namespace Glissade.Tests;

public sealed class SearchSpaceTests
{
    private const int Trials = 200;

    private static readonly DatasetSummary Texts = Summary(labels: 6000, featuresPerPoint: 10);

    [Fact]
    public void TheFirstTrialIsWhatWasGiven()
    {
        TrainingOptions given = new() { BatchSize = 17, Seed = 5 };
        Assert.Equal(given, new SearchSpace(given, Texts).Draw(1));
    }

    [Fact]
    public void ATrialFollowsFromTheSeedAndItsNumber()
    {
        TrainingOptions given = new() { Seed = 5 };
        for (int trial = 2; trial < 20; trial++)
            Assert.Equal(Words(new SearchSpace(given, Texts).Draw(trial)), Words(new SearchSpace(given, Texts).Draw(trial)));
        string[] others = [.. Draw(new TrainingOptions { Seed = 6 }, Texts).Select(Words)];
        Assert.DoesNotContain(Words(new SearchSpace(given, Texts).Draw(2)), others);
    }

    [Fact]
    public void EveryOptionOfTheSpaceIsTriedAndStaysOpenHalfOfTheTime()
    {
        TrainingOptions[] drawn = Draw(new TrainingOptions(), Texts);
        foreach (Func<TrainingOptions, object?> option in Options)
        {
            Assert.InRange(drawn.Count(options => option(options) is null), Trials * 0.35, Trials * 0.65);
            Assert.DoesNotContain(option(Default(Texts)), drawn.Select(option).Where(value => value is not null));
        }
        Assert.All(drawn, options => Assert.InRange(options.LearningRate!.Value, 0.2f * 2e-3f, 5.01f * 2e-3f));
        Assert.True(drawn.Select(options => options.LearningRate).Distinct().Count() > Trials / 4);
    }

    [Fact]
    public void WhatIsGivenIsNotSearched()
    {
        TrainingOptions given = new()
        {
            LearningRate = 0.123f,
            Epochs = 7,
            HiddenSizes = [24, 12],
            Activation = HiddenActivation.Linear,
            Loss = LossKind.Softmax,
            LinearPath = false,
            BatchSize = 33,
            ActiveNeurons = 55,
            InputDropout = 0.15f,
            HiddenDropout = 0.25f,
            EmbeddingRate = 0.3f,
        };
        Assert.All(Draw(given, Texts), options => Assert.Equal(given, options));
    }

    [Fact]
    public void WhatMakesNoSenseForTheDataIsNotSearched()
    {
        Assert.All(Draw(new TrainingOptions(), Summary(labels: 100, featuresPerPoint: 10)), options => Assert.Null(options.ActiveNeurons));
        Assert.All(Draw(new TrainingOptions(), Summary(labels: 6000, featuresPerPoint: 60)), options => Assert.Null(options.LinearPath));
        Assert.All(Draw(new TrainingOptions(), Summary(labels: 6000, featuresPerPoint: 1)), options => Assert.Null(options.InputDropout));
        DatasetSummary wide = Summary(labels: 100_000, featuresPerPoint: 10);
        Assert.All(Draw(new TrainingOptions(), wide), options => Assert.Null(options.LinearPath));
        Assert.Equal([null, 128], Draw(new TrainingOptions(), wide).Select(options => options.HiddenSize).Distinct().Order());
    }

    [Fact]
    public void EveryTrialIsAValidRecipe()
    {
        DatasetSummary[] all = [Texts, Summary(labels: 2, featuresPerPoint: 2), Summary(labels: 100_000, featuresPerPoint: 60)];
        foreach (DatasetSummary data in all)
        {
            foreach (ActiveSharing sharing in Enum.GetValues<ActiveSharing>())
            {
                TrainingOptions given = new() { Sharing = sharing };
                SearchSpace space = new(given, data);
                foreach (TrainingOptions options in Draw(given, data))
                    Assert.InRange(space.Resolve(options).ActiveNeurons, 1, Math.Max(data.LabelCount, 64));
            }
        }
    }

    /// <summary>What is searched besides the learning rate.</summary>
    private static Func<TrainingOptions, object?>[] Options { get; } =
    [
        options => options.Epochs, options => options.HiddenSize, options => options.Activation, options => options.Loss,
        options => options.LinearPath, options => options.BatchSize, options => options.ActiveNeurons, options => options.InputDropout,
        options => options.HiddenDropout, options => options.EmbeddingRate,
    ];

    /// <summary>The default recipe as options.</summary>
    private static TrainingOptions Default(DatasetSummary data)
    {
        TrainingRecipe usual = new TrainingOptions().Resolve(data);
        return new TrainingOptions
        {
            Epochs = usual.Epochs,
            HiddenSizes = usual.HiddenSizes,
            Activation = usual.Activation,
            Loss = usual.Loss,
            LinearPath = usual.LinearPath,
            BatchSize = usual.BatchSize,
            ActiveNeurons = usual.ActiveNeurons,
            InputDropout = usual.InputDropout,
            HiddenDropout = usual.HiddenDropout,
            EmbeddingRate = usual.EmbeddingRate,
        };
    }

    private static string Words(TrainingOptions options) =>
        string.Join(' ', Options.Select(option => option(options)).Prepend(options.LearningRate));

    private static TrainingOptions[] Draw(TrainingOptions given, DatasetSummary data)
    {
        SearchSpace space = new(given, data);
        return [.. Enumerable.Range(2, Trials).Select(space.Draw)];
    }

    private static DatasetSummary Summary(int labels, int featuresPerPoint)
    {
        DatasetBuilder builder = new();
        for (int point = 0; point < 10; point++)
            builder.Add([.. Enumerable.Range(0, featuresPerPoint)], [.. Enumerable.Repeat(1f, featuresPerPoint)], [labels - 1]);
        return DatasetSummary.Of(builder.Build());
    }
}
