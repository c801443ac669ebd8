using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.Tests;

/// <summary>
/// While other tests run, the garbage collector may come: it takes the rest of a thread's piece of the heap away, which then counts as
/// allocated by the thread.
/// </summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests
{
    public static TheoryData<SamplerKind, ActiveSharing, LossKind, WeightPrecision, OptimizerKind> Steps =>
        new MatrixTheoryData<SamplerKind, ActiveSharing, LossKind, WeightPrecision, OptimizerKind>(
            Enum.GetValues<SamplerKind>(), Enum.GetValues<ActiveSharing>(), [LossKind.SquaredHinge, LossKind.Softmax],
            [WeightPrecision.Single, WeightPrecision.BFloat16], [OptimizerKind.RowRms, OptimizerKind.RowAdam]);

    [Theory]
    [MemberData(nameof(Steps))]
    public void AStepAllocatesNothingOnceItsScratchHasGrown(
        SamplerKind sampler, ActiveSharing sharing, LossKind loss, WeightPrecision precision, OptimizerKind optimizer)
    {
        TrainingRecipe recipe = Recipe(sampler, sharing, loss, precision, optimizer);
        Dataset data = TestData.Separable();
        using Network network = new(data.FeatureCount, recipe.HiddenSizes, data.LabelCount, recipe.Activation, recipe.Precision);
        network.Initialize(recipe);
        using WorkerTeam team = new(1);
        using NetworkOptimizers optimizers = new(network, recipe.Optimizer);
        using INeuronSampler neurons = Samplers.Create(recipe, network.Output, data.Count);
        using TrainingWorker worker = new(new TrainingStep(network, optimizers, neurons, recipe));
        neurons.Rebuild(network.Output.Weights, team);
        EpochOrder order = new(data);

        for (int round = 0; round < 8; round++)
            RunEpoch(worker, order, recipe);
        Assert.Equal(0, LeastAllocated(() => RunEpoch(worker, order, recipe)));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void ADeterministicRoundAllocatesNothingEither(
        SamplerKind sampler, ActiveSharing sharing, LossKind loss, WeightPrecision precision, OptimizerKind optimizer)
    {
        TrainingRecipe recipe = Recipe(sampler, sharing, loss, precision, optimizer);
        Dataset data = TestData.Separable();
        using Network network = new(data.FeatureCount, recipe.HiddenSizes, data.LabelCount, recipe.Activation, recipe.Precision);
        network.Initialize(recipe);
        using WorkerTeam team = new(1);
        using NetworkOptimizers optimizers = new(network, recipe.Optimizer);
        using INeuronSampler neurons = Samplers.Create(recipe, network.Output, data.Count);
        using DeterministicRunner runner = new(
            network, () => new TrainingWorker(new TrainingStep(network, optimizers, neurons, recipe)), team);
        neurons.Rebuild(network.Output.Weights, team);
        EpochPlan plan = new(new EpochOrder(data), recipe);
        Action passing = () => { };

        for (int round = 0; round < 8; round++)
            runner.Run(plan, 0, plan.Batches, passing, CancellationToken.None);
        Assert.Equal(0, LeastAllocated(() => runner.Run(plan, 0, plan.Batches, passing, CancellationToken.None)));
    }

    /// <summary>
    /// Bytes that three epochs allocate, the least of ten measurements: a method that is compiled anew while it runs may allocate once, but
    /// not each time.
    /// </summary>
    private static long LeastAllocated(Action epoch)
    {
        long least = long.MaxValue;
        for (int measurement = 0; measurement < 10 && least > 0; measurement++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int round = 0; round < 3; round++)
                epoch();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }

    private static TrainingRecipe Recipe(
        SamplerKind sampler, ActiveSharing sharing, LossKind loss, WeightPrecision precision, OptimizerKind optimizer) => TestRecipes.Plain with
        {
            Sampler = sampler,
            Hash = HashKind.Learned,
            Sharing = sharing,
            Loss = loss,
            Precision = precision,
            Optimizer = optimizer,
            HiddenSizes = [16, 9],
            InputDropout = 0.1f,
            HiddenDropout = 0.1f,
        };

    private static void RunEpoch(TrainingWorker worker, EpochOrder order, TrainingRecipe recipe)
    {
        worker.BeginEpoch();
        for (int batch = 0; batch * recipe.BatchSize < order.Count; batch++)
        {
            RandomStream random = new(recipe.Seed, (ulong)batch);
            int start = batch * recipe.BatchSize;
            BatchPoints points = order.Slice(start, Math.Min(recipe.BatchSize, order.Count - start));
            worker.Train(points, recipe.InputDropout, 0.001f, ref random);
        }
    }
}
