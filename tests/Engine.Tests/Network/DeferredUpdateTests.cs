using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.Tests;

/// <summary>A step whose update is deferred is the step that updates as it goes.</summary>
public sealed class DeferredUpdateTests
{
    private const int Labels = 300;

    public static TheoryData<OptimizerKind, LossKind, WeightPrecision> Steps => new MatrixTheoryData<OptimizerKind, LossKind, WeightPrecision>(
        Enum.GetValues<OptimizerKind>(), Enum.GetValues<LossKind>(), Enum.GetValues<WeightPrecision>());

    public static TheoryData<OptimizerKind, LossKind> OptimizersAndLosses =>
        new MatrixTheoryData<OptimizerKind, LossKind>(Enum.GetValues<OptimizerKind>(), Enum.GetValues<LossKind>());

    [Theory]
    [MemberData(nameof(Steps))]
    public void SharedByABatchItIsSoToTheBit(OptimizerKind optimizer, LossKind loss, WeightPrecision precision)
    {
        TrainingRecipe recipe = Recipe(optimizer, loss, ActiveSharing.Batch) with { Precision = precision };
        (double expectedLoss, float[][] expected) = Train(recipe, deferred: false);
        (double actualLoss, float[][] actual) = Train(recipe, deferred: true);
        Assert.Equal(expectedLoss, actualLoss);
        Assert.Equal(expected, actual);
    }

    /// <summary>Rows that one sample alone chose add to the hidden gradient in another order if they are updated in the same visit.</summary>
    [Theory]
    [MemberData(nameof(OptimizersAndLosses))]
    public void OwnToEachSampleItIsSoToRounding(OptimizerKind optimizer, LossKind loss)
    {
        TrainingRecipe recipe = Recipe(optimizer, loss, ActiveSharing.Sample);
        (double expectedLoss, float[][] expected) = Train(recipe, deferred: false);
        (double actualLoss, float[][] actual) = Train(recipe, deferred: true);
        Assert.Equal(expectedLoss, actualLoss, 1e-4 * Math.Abs(expectedLoss));
        double largest = 0;
        foreach ((float[] expectedRow, float[] actualRow) in expected.Zip(actual))
            largest = expectedRow.Zip(actualRow, (a, b) => (double)Math.Abs(a - b)).Append(largest).Max();
        // Per-element step sizes can turn the rounding of a tiny gradient into a part of a step of 0.01.
        Assert.InRange(largest, 0, 1e-4);
    }

    private static TrainingRecipe Recipe(OptimizerKind optimizer, LossKind loss, ActiveSharing sharing) => TestRecipes.Plain with
    {
        HiddenSizes = [33, 20],
        Sampler = SamplerKind.Uniform,
        ActiveNeurons = 150,
        Optimizer = optimizer,
        Loss = loss,
        Sharing = sharing,
        BatchSize = 17,
        InputDropout = 0.1f,
        HiddenDropout = 0.1f,
    };

    /// <summary>A few batches, of which the last is short; rounds of one, so that each sees the update of the one before.</summary>
    private static (double Loss, float[][] Rows) Train(TrainingRecipe recipe, bool deferred)
    {
        Dataset data = TestData.Separable(points: 80);
        using Network network = new(data.FeatureCount, recipe.HiddenSizes, Labels, recipe.Activation, recipe.Precision);
        network.Initialize(recipe);
        using NetworkOptimizers optimizers = new(network, recipe.Optimizer);
        using INeuronSampler sampler = Samplers.Create(recipe, network.Output, data.Count);
        using WorkerTeam team = new(deferred ? 2 : 1);
        TrainingWorker CreateWorker() => new(new TrainingStep(network, optimizers, sampler, recipe));
        using IBatchRunner runner = deferred
            ? new DeterministicRunner(network, CreateWorker, team, round: 1)
            : new HogwildRunner(CreateWorker, team);
        EpochPlan plan = new(new EpochOrder(data), recipe);
        plan.Begin(1);
        int passed = 0;
        Assert.Equal(plan.Batches, runner.Run(plan, 0, plan.Batches, () => passed++, CancellationToken.None));
        Assert.Equal(5, passed);
        Assert.Equal(80, runner.Workers.Sum(worker => worker.Samples));
        List<float[]> rows = [];
        foreach (WeightMatrix weights in network.WeightMatrices)
        {
            for (int row = 0; row < weights.Rows; row++)
            {
                float[] values = new float[weights.Columns];
                weights.ReadRow(row, values);
                rows.Add(values);
            }
        }
        return (runner.Workers.Sum(worker => worker.LossTotal), [.. rows]);
    }
}
