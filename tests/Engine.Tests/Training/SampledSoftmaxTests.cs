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

    [Fact]
    public void ItIsForActiveNeuronsThatABatchShares()
    {
        TrainingOptions options = Options(LossKind.SampledSoftmax, SamplerKind.Uniform) with { Sharing = ActiveSharing.Sample };
        ArgumentException error = Assert.Throws<ArgumentException>(() => ExtremeClassifier.Train(HowOften.Value, options));
        Assert.Contains("Batch", error.Message, StringComparison.Ordinal);
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
