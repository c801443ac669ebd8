using BenchmarkDotNet.Attributes;
using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.Micro.Training;

/// <summary>
/// The whole training step on one thread, forward to update, on synthetic data of Amazon-670K's shape at a tenth of its labels: 67,000
/// labels, 128 hidden units, batches of 64, all else as training chooses it. Times are those of one sample.
/// </summary>
[MemoryDiagnoser]
public class TrainingStepBenchmarks
{
    private const int BatchSize = 64;
    private const int Batches = 64;

    /// <summary>So small that the network stays where the warm-up left it, however many steps are measured.</summary>
    private const float LearningRate = 1e-7f;

    private Dataset data = null!;
    private TrainingRecipe recipe = null!;
    private Network network = null!;
    private NetworkOptimizers optimizers = null!;
    private INeuronSampler sampler = null!;
    private TrainingWorker worker = null!;
    private int[] order = [];
    private RandomStream random;
    private int next;

    [ParamsAllValues]
    public SamplerKind Sampler { get; set; }

    [ParamsAllValues]
    public ActiveSharing Sharing { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        data = SyntheticDataset.Generate(SyntheticPresets.A67K with { TrainCount = Batches * BatchSize, TestCount = 0 }).Train;
        order = [.. Enumerable.Range(0, data.Count)];
        TrainingOptions options = new() { HiddenSize = 128, BatchSize = BatchSize, Sampler = Sampler, Sharing = Sharing, Threads = 1 };
        recipe = options.Resolve(DatasetSummary.Of(data));
        network = new Network(data.FeatureCount, recipe.HiddenSizes, data.LabelCount, recipe.Activation, recipe.Precision);
        network.Initialize(recipe);
        optimizers = new NetworkOptimizers(network, recipe.Optimizer);
        random = new RandomStream(1);
        WarmUp();

        sampler = Samplers.Create(recipe, network.Output, data.Count);
        worker = new TrainingWorker(new TrainingStep(network, optimizers, sampler, recipe));
        using WorkerTeam team = new(1);
        // The first step shows the sampler what queries look like; the tables are built for those.
        sampler.Rebuild(network.Output.Weights, team);
        Step();
        sampler.Rebuild(network.Output.Weights, team);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        worker.Dispose();
        sampler.Dispose();
        optimizers.Dispose();
        network.Dispose();
    }

    [Benchmark(OperationsPerInvoke = BatchSize)]
    public double Step() => Train(worker, LearningRate);

    /// <summary>One cheap epoch, the same for all: an untrained layer would put all queries into the same buckets.</summary>
    private void WarmUp()
    {
        TrainingRecipe cheap = recipe with { Sampler = SamplerKind.Uniform, Sharing = ActiveSharing.Batch };
        using INeuronSampler uniform = Samplers.Create(cheap, network.Output, data.Count);
        using TrainingWorker trainer = new(new TrainingStep(network, optimizers, uniform, cheap));
        for (int batch = 0; batch < Batches; batch++)
            Train(trainer, recipe.LearningRate);
    }

    private double Train(TrainingWorker trainer, float learningRate)
    {
        ReadOnlySpan<int> points = order.AsSpan(next * BatchSize, BatchSize);
        next = (next + 1) % Batches;
        return trainer.Train(new BatchPoints(data, points), recipe.InputDropout, learningRate, ref random);
    }
}
