using System.Diagnostics;
using Glissade.Kernels;
using Glissade.Layers;
using Glissade.Runner.Reports;

namespace Glissade.Runner.Profile;

/// <summary>
/// Takes turns between the engine's step, its replay in marked parts and the machine's bounds, several rounds of all on the same batches,
/// and keeps medians.
/// </summary>
internal sealed class ProfileBenchmark : IDisposable
{
    private const int HiddenUnits = 128;
    private const int WarmUpEpochs = 2;
    private const int BatchesPerRound = 128;

    /// <summary>Microseconds below which there is no such part with this sampler, but for the mark itself.</summary>
    private const double LeastShown = 0.005;

    /// <summary>So small that the network stays as trained, however many steps are measured.</summary>
    private const float LearningRate = 1e-7f;

    private readonly string name;
    private readonly Dataset data;
    private readonly DatasetSummary shape;
    private readonly ExtremeClassifier model;
    private readonly EpochOrder order;

    /// <summary>Generates the data and trains on it for a while: an untrained layer would put all queries into the same buckets.</summary>
    public ProfileBenchmark(string name, SyntheticOptions preset)
    {
        this.name = name;
        Dataset raw = SyntheticDataset.Generate(preset with { TestCount = 0 }).Train;
        shape = DatasetSummary.Of(raw);
        model = ExtremeClassifier.Train(raw, Options(SamplerKind.Uniform) with { Epochs = WarmUpEpochs });
        data = model.Weighting.Apply(raw);
        order = new EpochOrder(data);
        order.Shuffle(1, 1);
    }

    public ProfileResult Run(SamplerKind kind, int threads, int rounds)
    {
        TrainingRecipe recipe = Options(kind).Resolve(shape);
        using WorkerTeam team = new(threads);
        using INeuronSampler sampler = Samplers.Create(recipe, model.Network.Output, data.Count);
        using NetworkOptimizers optimizers = new(model.Network, recipe.Optimizer);
        TrainingWorker[] workers =
            [.. Enumerable.Range(0, threads).Select(_ => new TrainingWorker(new TrainingStep(model.Network, optimizers, sampler, recipe)))];
        ReplayedStep[] replays =
            [.. Enumerable.Range(0, threads).Select(_ => new ReplayedStep(model.Network, optimizers, sampler, recipe))];
        try
        {
            return Run(kind, recipe, team, sampler, workers, replays, rounds);
        }
        finally
        {
            foreach (IDisposable step in (IEnumerable<IDisposable>)[.. workers, .. replays])
                step.Dispose();
        }
    }

    public void Dispose() => model.Dispose();

    private static TrainingOptions Options(SamplerKind kind) => new() { HiddenSize = HiddenUnits, Sampler = kind };

    private ProfileResult Run(
        SamplerKind kind, TrainingRecipe recipe, WorkerTeam team, INeuronSampler sampler, TrainingWorker[] workers, ReplayedStep[] replays,
        int rounds)
    {
        BuildTables(recipe, team, sampler, workers);
        CheckReplay(recipe, sampler, workers[0], replays[0]);
        StepMeter counted = new() { Counts = true };
        Replay(recipe, replays[0], counted, 0, BatchesPerRound, LearningRate);
        long activeBefore = workers.Sum(worker => worker.Step.ActiveNeuronTotal);
        BoundProbes probes = new(model.Network, team);
        List<double> engine = [];
        List<double>[] parts = [.. StepParts.All.Select(_ => new List<double>())];
        for (int round = -1; round < rounds; round++)
        {
            int first = (round + 1) * BatchesPerRound % (order.Count / recipe.BatchSize);
            double engineTime = MeasureEngine(recipe, team, workers, first);
            StepMeter[] meters = MeasureReplay(recipe, team, replays, first);
            if (round < 0)
                continue; // the JIT was still at work
            probes.MeasureRound();
            double samples = meters.Sum(meter => meter.Samples);
            engine.Add(1e6 * engineTime / samples);
            foreach (StepPart part in StepParts.All)
                parts[(int)part].Add(1e6 * meters.Sum(meter => meter.Seconds(part)) / samples);
        }
        MachineBounds bounds = probes.Bounds;
        double trained = (rounds + 1.0) * BatchesPerRound * recipe.BatchSize;
        return new ProfileResult(
            name, shape.LabelCount, kind == SamplerKind.Lsh ? "lsh" : "uniform", team.Size,
            [
                .. StepParts.All.Select(part => Part(part, parts[(int)part], counted, bounds, team.Size))
                    .Where(part => part.Microseconds >= LeastShown),
            ],
            Median.Of(engine), (workers.Sum(worker => worker.Step.ActiveNeuronTotal) - activeBefore) / trained, bounds);
    }

    private static PartResult Part(StepPart part, List<double> microseconds, StepMeter counted, MachineBounds bounds, int threads)
    {
        PartWork all = counted.Work(part);
        PartWork work = all with
        {
            EmbeddingBytes = all.EmbeddingBytes / counted.Samples,
            OutputBytes = all.OutputBytes / counted.Samples,
            Operations = all.Operations / counted.Samples,
        };
        return new PartResult(part, Median.Of(microseconds), work, 1e6 * threads * work.SecondsAt(bounds));
    }

    /// <summary>The first steps show the sampler what queries are like; tables are built for those.</summary>
    private void BuildTables(TrainingRecipe recipe, WorkerTeam team, INeuronSampler sampler, TrainingWorker[] workers)
    {
        RandomStream random = new(1);
        for (int i = 0; i < 8; i++)
            workers[0].Train(BatchAt(i, recipe), recipe.InputDropout, LearningRate, ref random);
        sampler.Rebuild(model.Network.Output.Weights, team);
    }

    /// <summary>
    /// Both steps from the same weights and random numbers, at a rate of 0, which leaves the weights alone, and neither remembering what the
    /// other found.
    /// </summary>
    private void CheckReplay(TrainingRecipe recipe, INeuronSampler sampler, TrainingWorker worker, ReplayedStep replay)
    {
        RandomStream random = new(1);
        ForgetFirstBatch(sampler, recipe);
        double expected = worker.Train(BatchAt(0, recipe), recipe.InputDropout, 0, ref random);
        ForgetFirstBatch(sampler, recipe);
        double found = Replay(recipe, replay, new StepMeter(), 0, 1, 0);
        if (Math.Abs(found - expected) > 1e-6 * Math.Abs(expected))
            throw new InvalidOperationException($"the replayed step has the loss {found}, the engine's {expected}: bring them in line");
    }

    /// <summary>Nothing is remembered of the first batch's points.</summary>
    private void ForgetFirstBatch(INeuronSampler sampler, TrainingRecipe recipe)
    {
        if (sampler is not LshSampler { Remembered: { } remembered })
            return;
        foreach (int point in BatchAt(0, recipe).Places)
            remembered.Replace(point, []);
    }

    private double MeasureEngine(TrainingRecipe recipe, WorkerTeam team, TrainingWorker[] workers, int first)
    {
        long ticks = 0;
        team.Run(worker =>
        {
            RandomStream random = new(1, (ulong)worker);
            long start = Stopwatch.GetTimestamp();
            (int begin, int end) = Share(worker, team.Size);
            for (int i = begin; i < end; i++)
                workers[worker].Train(BatchAt(first + i, recipe), recipe.InputDropout, LearningRate, ref random);
            Interlocked.Add(ref ticks, Stopwatch.GetTimestamp() - start);
        });
        return ticks / (double)Stopwatch.Frequency;
    }

    private StepMeter[] MeasureReplay(TrainingRecipe recipe, WorkerTeam team, ReplayedStep[] replays, int first)
    {
        StepMeter[] meters = [.. replays.Select(_ => new StepMeter())];
        team.Run(worker =>
        {
            (int begin, int end) = Share(worker, team.Size);
            Replay(recipe, replays[worker], meters[worker], first + begin, end - begin, LearningRate, (ulong)worker);
        });
        return meters;
    }

    private double Replay(
        TrainingRecipe recipe, ReplayedStep replay, StepMeter meter, int first, int count, float learningRate, ulong worker = 0)
    {
        RandomStream random = new(1, worker);
        double loss = 0;
        for (int i = 0; i < count; i++)
            loss += replay.Run(data, BatchAt(first + i, recipe).Places, learningRate, ref random, meter);
        return loss;
    }

    /// <summary>Full batches only; after the last comes the first.</summary>
    private BatchPoints BatchAt(int index, TrainingRecipe recipe) =>
        order.Slice(index % (order.Count / recipe.BatchSize) * recipe.BatchSize, recipe.BatchSize);

    private static (int Begin, int End) Share(int worker, int threads) =>
        (BatchesPerRound * worker / threads, BatchesPerRound * (worker + 1) / threads);
}
