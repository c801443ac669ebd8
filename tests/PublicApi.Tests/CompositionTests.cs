using Glissade.Kernels;
using Glissade.Layers;
using Glissade.Lsh;

namespace Glissade.PublicApi.Tests;

/// <summary>What a researcher can put together from the public parts, without unsafe code.</summary>
public sealed class CompositionTests
{
    private const int Units = 24;

    [Theory]
    [InlineData(ActiveSharing.Batch, LossKind.SquaredHinge, OptimizerKind.RowAdam)]
    [InlineData(ActiveSharing.Batch, LossKind.Softmax, OptimizerKind.Adam)]
    [InlineData(ActiveSharing.Sample, LossKind.Logistic, OptimizerKind.RowRms)]
    public void OutputLayerLearnsWithASamplerOfTheUsersOwn(ActiveSharing sharing, LossKind loss, OptimizerKind kind)
    {
        using EveryNthSampler sampler = new(4);
        using OutputLayer layer = new(Units, SmallTask.Train.LabelCount);
        using RowOptimizer optimizer = RowOptimizers.Create(kind, layer.Weights);
        (double first, double last) = TrainOutputLayer(layer, sampler, sharing, loss, optimizer);
        Assert.True(sampler.Calls > 0);
        Assert.True(last < 0.8 * first, $"the loss went from {first} to {last}");
    }

    [Fact]
    public void OutputLayerLearnsWithHashTablesPutTogetherByHand()
    {
        using OutputLayer layer = new(Units, SmallTask.Train.LabelCount);
        SimHashFamily family = new(Units + 1, new HashFamilyOptions { HashesPerTable = 4, TableCount = 10 });
        using LshSampler sampler = new(
            new LshIndex(layer.Neurons, family), new LshSamplerOptions { Hashed = 20, Uniform = 10, Candidates = 40 }, batchCapacity: 20);
        using RowOptimizer optimizer = new RowAdamOptimizer(layer.Weights);
        (double first, double last) = TrainOutputLayer(layer, sampler, ActiveSharing.Batch, LossKind.SquaredHinge, optimizer);
        Assert.True(last < 0.8 * first, $"the loss went from {first} to {last}");
    }

    [Fact]
    public void IndexFindsTheRowThatAQueryIsMadeOf()
    {
        using RowMatrix rows = new(200, Units + 1);
        RandomStream random = new(5);
        for (int row = 0; row < rows.Rows; row++)
        {
            foreach (ref float weight in rows.Row(row))
                weight = random.NextGaussian();
        }
        using WeightMatrix weights = new(rows.Rows, rows.Columns);
        for (int row = 0; row < rows.Rows; row++)
            weights.WriteRow(row, rows.Row(row));
        using WorkerTeam team = new(2);
        using LshIndex index = new(rows.Rows, new DwtaFamily(Units + 1, new HashFamilyOptions { HashesPerTable = 2, TableCount = 20 }));
        index.Rebuild(weights, default, team);
        using ExactIndex exact = new(rows.Rows, Units + 1);
        exact.Rebuild(weights, default, team);
        using IndexQuery exactState = exact.CreateQuery();
        int[] ids = new int[1];
        Assert.Equal(1, exact.Search(rows.Row(17), 1, ids, exactState));
        Assert.Equal(17, ids[0]);
        IndexRecall recall = IndexRecall.Measure(exact, index, rows, k: 1, budget: 20);
        Assert.InRange(recall.Recall, 0.8, 1);
    }

    /// <summary>A fixed random embedding below an output layer that learns; the mean loss of the first and of the last epoch.</summary>
    private static (double First, double Last) TrainOutputLayer(
        OutputLayer layer, INeuronSampler sampler, ActiveSharing sharing, LossKind loss, RowOptimizer optimizer)
    {
        const int BatchSize = 20;
        Dataset data = SmallTask.Train;
        RandomStream random = new(1);
        using WorkerTeam team = new(1);
        using EmbeddingLayer embedding = new(data.FeatureCount, Units);
        embedding.Initialize(0.2f, ref random);
        layer.Initialize(0.01f, 0, ref random);
        using ActivationBatch hidden = new(BatchSize, Units);
        using RowMatrix hiddenDeltas = new(BatchSize, Units);
        using SparseBatch batch = new(data.FeatureCount);
        using OutputStep step = OutputStep.Create(sharing, layer, sampler, OutputLosses.Create(loss), optimizer, BatchSize);
        List<double> losses = [];
        for (int epoch = 0; epoch < 6; epoch++)
        {
            if (sampler.FollowsWeights)
                sampler.Rebuild(layer.Weights, team);
            double total = 0;
            for (int start = 0; start < data.Count; start += BatchSize)
            {
                batch.Clear();
                for (int point = start; point < Math.Min(start + BatchSize, data.Count); point++)
                    batch.Add(data.Features(point), data.Labels(point));
                embedding.Forward(batch, hidden);
                hidden.Transpose();
                total += step.Run(hidden, batch, hiddenDeltas, 0.01f, ref random);
            }
            losses.Add(total / data.Count);
        }
        return (losses[0], losses[^1]);
    }
}
