using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.Tests;

public sealed class SampledSoftmaxTests
{
    private const int Labels = 300;

    /// <summary>All points are alike; label l comes with probability proportional to 1 / (l + 2), so the best ranking is 0, 1, 2, ...</summary>
    private static readonly Lazy<Dataset> HowOften = new(() =>
    {
        double[] cumulative = new double[Labels];
        double total = 0;
        for (int label = 0; label < Labels; label++)
            cumulative[label] = total += 1.0 / (label + 2);
        RandomStream random = new(6);
        DatasetBuilder builder = new();
        for (int point = 0; point < 30_000; point++)
        {
            double drawn = random.NextDouble() * total;
            int label = Array.FindIndex(cumulative, sum => sum >= drawn);
            builder.Add([0], [1], [label]);
        }
        return builder.Build(1, Labels);
    });

    [Theory]
    [InlineData(SamplerKind.Uniform)]
    [InlineData(SamplerKind.Full)]
    public void ScoresBecomeLogarithmsOfProbabilities(SamplerKind sampler) =>
        Assert.InRange(WorstLogRatio(LossKind.SampledSoftmax, sampler), 0, 0.5);

    [Fact]
    public void WithoutCorrectionSamplingBendsThem() =>
        Assert.InRange(WorstLogRatio(LossKind.Softmax, SamplerKind.Uniform), 0.8, 10);

    [Theory]
    [InlineData(1, LossKind.SampledSoftmax, 0, 4.8e-3)]
    [InlineData(3, LossKind.SampledSoftmax, 0, 4.8e-3)]
    [InlineData(4, LossKind.SquaredHinge, 0.4, 5e-3)]
    public void ItIsTheDefaultWherePointsAreNames(int features, LossKind loss, double inputDropout, double learningRate)
    {
        DatasetBuilder builder = new();
        for (int point = 0; point < 50_000; point++)
            builder.Add([.. Enumerable.Range(0, features)], [.. Enumerable.Repeat(1f, features)], [point % Labels]);
        TrainingRecipe recipe = new TrainingOptions { Epochs = 100 }.Resolve(DatasetSummary.Of(builder.Build()));
        Assert.Equal(loss, recipe.Loss);
        Assert.Equal(inputDropout, recipe.InputDropout, 6);
        Assert.Equal(learningRate, recipe.LearningRate, 6);
    }

    private static TrainingOptions Options(LossKind loss, SamplerKind sampler) => new()
    {
        HiddenSizes = [8],
        Loss = loss,
        Sampler = sampler,
        Hash = HashKind.SimHash,
        ActiveNeurons = 10,
        LearningRate = 0.01f,
        Epochs = 3,
        BatchSize = 16,
        InputDropout = 0,
        Threads = 1,
    };

    /// <summary>Of the 40 most frequent labels, by how much a difference of scores is off from that of the log probabilities, at most.</summary>
    private static double WorstLogRatio(LossKind loss, SamplerKind sampler)
    {
        using ExtremeClassifier model = ExtremeClassifier.Train(HowOften.Value, Options(loss, sampler));
        double[] off = new double[40];
        DatasetBuilder point = new();
        point.Add([0], [1], []);
        foreach (Prediction prediction in model.Predict(point.Build(1, Labels), Labels)[0])
        {
            if (prediction.Label < off.Length)
                off[prediction.Label] = prediction.Score + Math.Log(prediction.Label + 2);
        }
        return off.Max() - off.Min();
    }
}
