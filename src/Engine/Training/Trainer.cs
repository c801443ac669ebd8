using System.Diagnostics;
using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade;

/// <summary>
/// Runs the epochs: shuffled batches handed to a runner, hash tables made to follow the weights on schedule, progress reported. Each batch draws
/// its randomness from (seed, epoch, batch), so who runs it makes no difference to it. The run is reproducible bit for bit with one worker and,
/// if the recipe says deterministic, with any number of them.
/// </summary>
/// <remarks>
/// Queries and rebuilds cannot overlap: tables are rebuilt, refreshed and checked on the thread that runs the epoch, only between two calls
/// of <see cref="IBatchRunner.Run"/>, which returns when all workers have been joined, cancelled or failed ones included.
/// </remarks>
internal sealed class Trainer : IDisposable
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(250);

    private readonly Network network;
    private readonly TrainingRecipe recipe;
    private readonly Dataset data;
    private readonly EpochPlan plan;
    private readonly NetworkOptimizers optimizers;
    private readonly INeuronSampler sampler;
    private readonly WorkerTeam team;
    private readonly IBatchRunner runner;
    private readonly SamplerTables tables;
    private readonly Stopwatch training = new();
    private readonly Stopwatch hashLearning = new();
    private long finishedBatches;
    private long samplesTrained;

    public Trainer(Network network, Dataset data, TrainingRecipe recipe, WorkerTeam team)
    {
        this.network = network;
        this.data = data;
        this.recipe = recipe;
        this.team = team;
        plan = new EpochPlan(data, recipe);
        // The sampler first: it is what a recipe can still be refused by, and nothing is held then.
        sampler = Samplers.Create(recipe, network.Output, data.Count);
        optimizers = new NetworkOptimizers(network, recipe.Optimizer);
        runner = recipe.Deterministic ? new DeterministicRunner(network, CreateWorker, team) : new HogwildRunner(CreateWorker, team);
        tables = new SamplerTables(sampler, optimizers.Output, recipe, team);
    }

    /// <summary>The hash functions learned for the trained weights; null before the last epoch's end, or if none are learned. The taker disposes them.</summary>
    public LearnedHash? Hash { get; private set; }

    /// <summary>Time spent training so far; whoever waits between epochs (to evaluate, say) does not count.</summary>
    public TimeSpan TrainingTime => training.Elapsed;

    /// <summary>Trains epoch <paramref name="epoch"/> (from 1).</summary>
    /// <returns>Its figures; fewer samples than an epoch has if <paramref name="cancellation"/> cut it short.</returns>
    /// <exception cref="TrainingDivergedException">A batch's loss was not finite, or a weight is not after the epoch.</exception>
    public EpochReport RunEpoch(int epoch, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        training.Start();
        TimeSpan begun = training.Elapsed;
        TimeSpan followedBefore = tables.Time;
        int rebuildsBefore = tables.Rebuilds;
        plan.Begin(epoch);
        foreach (TrainingWorker worker in runner.Workers)
            worker.BeginEpoch();

        Action passing = Reporting(begun, progress);
        long epochStart = finishedBatches;
        int next = 0;
        while (next < plan.Batches && !cancellation.IsCancellationRequested)
        {
            tables.Follow(finishedBatches);
            int end = (int)Math.Min(plan.Batches, tables.NextBatch - epochStart);
            next = runner.Run(plan, next, end, passing, cancellation);
            finishedBatches = epochStart + next;
        }
        if (!FiniteCheck.AllFinite(network, team))
            throw TrainingDivergedException.Weights(epoch, next);
        if (recipe.Hash == HashKind.Learned && epoch == recipe.Epochs && next == plan.Batches)
            LearnHash();
        training.Stop();

        int samples = runner.Workers.Sum(worker => worker.Samples);
        samplesTrained += samples;
        return new EpochReport(
            (training.Elapsed - begun).TotalSeconds,
            samples == 0 ? 0 : runner.Workers.Sum(worker => worker.LossTotal) / samples,
            null,
            samples == 0 ? 0 : (double)runner.Workers.Sum(worker => worker.ActiveTotal) / samples,
            (tables.Time - followedBefore).TotalSeconds,
            tables.Rebuilds - rebuildsBefore,
            hashLearning.Elapsed.TotalSeconds);
    }

    /// <summary>The report that ends an epoch.</summary>
    public TrainingProgress Completed(EpochReport report) => Progress(TimeSpan.FromSeconds(report.Seconds)) with { Completed = report };

    /// <summary>Sums up the epochs run.</summary>
    public TrainingReport Report(IReadOnlyList<EpochReport> epochs)
    {
        double seconds = epochs.Sum(epoch => epoch.Seconds);
        return new TrainingReport(
            seconds,
            seconds == 0 ? 0 : samplesTrained / seconds,
            samplesTrained == 0 ? 0 : (double)runner.Workers.Sum(worker => worker.Step.ActiveNeuronTotal) / samplesTrained,
            epochs,
            StoppedEarly: samplesTrained < (long)recipe.Epochs * plan.Samples);
    }

    public void Dispose()
    {
        runner.Dispose();
        tables.Dispose();
        sampler.Dispose();
        optimizers.Dispose();
    }

    private TrainingWorker CreateWorker() => new(new TrainingStep(network, optimizers, sampler, recipe));

    /// <summary>What a runner calls between batches: reports progress when it is time.</summary>
    private Action Reporting(TimeSpan epochBegun, IProgress<TrainingProgress>? progress)
    {
        if (progress is null)
            return () => { };
        TimeSpan reported = training.Elapsed;
        return () =>
        {
            if (training.Elapsed - reported <= ReportInterval)
                return;
            reported = training.Elapsed;
            progress.Report(Progress(training.Elapsed - epochBegun));
        };
    }

    private void LearnHash()
    {
        hashLearning.Start();
        Hash = HashLearning.Run(network, data, plan.Points, recipe, (sampler as LshSampler)?.Index, team);
        hashLearning.Stop();
    }

    /// <summary>May read workers' counters while they run: a figure for the eye, not for the report.</summary>
    private TrainingProgress Progress(TimeSpan epochTime)
    {
        int samples = runner.Workers.Sum(worker => worker.Samples);
        double perSecond = samples / Math.Max(epochTime.TotalSeconds, 1e-9);
        long left = ((long)(recipe.Epochs - plan.Epoch + 1) * plan.Samples) - samples;
        return new TrainingProgress(
            plan.Epoch, recipe.Epochs, samples, plan.Samples,
            runner.Workers.Sum(worker => worker.LossTotal) / Math.Max(samples, 1), perSecond,
            (double)runner.Workers.Sum(worker => worker.ActiveTotal) / Math.Max(samples, 1),
            training.Elapsed, TimeSpan.FromSeconds(left / Math.Max(perSecond, 1e-9)), null);
    }
}
