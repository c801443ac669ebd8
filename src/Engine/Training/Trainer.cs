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
internal sealed class Trainer : IStateful, IDisposable
{
    /// <summary>The name of the optimizers' part of the state.</summary>
    public const string OptimizerPart = "optimizer";

    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(250);

    private readonly Network network;
    private readonly TrainingRecipe recipe;
    private readonly EpochPlan plan;
    private readonly NetworkOptimizers optimizers;
    private readonly INeuronSampler sampler;
    private readonly SamplingCorrection? correction;
    private readonly WorkerTeam team;
    private readonly IBatchRunner runner;
    private readonly SamplerTables tables;
    private readonly Stopwatch training = new();
    private readonly Stopwatch hashLearning = new();

    /// <summary>
    /// Time, samples and active neurons of an earlier process or of earlier epochs, all that is trained but not in this epoch's counters.
    /// </summary>
    private TimeSpan earlier;
    private long earlierSamples;
    private long earlierActive;

    /// <summary>Where this epoch began.</summary>
    private TimeSpan begun;
    private TimeSpan followedBefore;
    private int rebuildsBefore;
    private long epochStart;

    /// <summary>Batches of this epoch that are done.</summary>
    private int next;

    /// <summary>Whether the epoch was begun by the run whose state was restored.</summary>
    private bool restored;

    /// <param name="network">What is trained.</param>
    /// <param name="points">The points, epoch after epoch.</param>
    /// <param name="recipe">How.</param>
    /// <param name="correction">Of the output layer's logits, if the loss asks for one.</param>
    /// <param name="team">The workers.</param>
    public Trainer(Network network, IEpochPoints points, TrainingRecipe recipe, SamplingCorrection? correction, WorkerTeam team)
    {
        this.correction = correction;
        this.network = network;
        this.recipe = recipe;
        this.team = team;
        plan = new EpochPlan(points, recipe);
        // The sampler first: it is what a recipe can still be refused by, and nothing is held then.
        sampler = Samplers.Create(recipe, network.Output, points.IdCount);
        optimizers = new NetworkOptimizers(network, recipe.Optimizer);
        runner = recipe.Deterministic ? new DeterministicRunner(network, CreateWorker, team) : new HogwildRunner(CreateWorker, team);
        tables = new SamplerTables(sampler, optimizers.Output, recipe, team);
    }

    /// <summary>The hash functions learned for the trained weights; null before the last epoch's end, or if none are learned. The taker disposes them.</summary>
    public LearnedHash? Hash { get; private set; }

    /// <summary>Writes checkpoints, if anyone wants them.</summary>
    public CheckpointKeeper? Checkpoints { get; init; }

    /// <summary>The layers' optimizers.</summary>
    public NetworkOptimizers Optimizers => optimizers;

    /// <summary>The epoch under way or just finished, from 1; 0 before the first.</summary>
    public int Epoch => plan.Epoch;

    /// <summary>Batches of that epoch that are done.</summary>
    public int Batch => next;

    /// <summary>Whether all batches of all epochs are done.</summary>
    public bool IsDone => plan.Epoch == recipe.Epochs && next == plan.Batches;

    /// <summary>Time spent training so far, before a stop too; whoever waits between epochs (to evaluate, say) does not count.</summary>
    public TimeSpan TrainingTime => earlier + training.Elapsed;

    /// <summary>Trains epoch <paramref name="epoch"/> (from 1).</summary>
    /// <returns>Its figures; fewer samples than an epoch has if <paramref name="cancellation"/> cut it short.</returns>
    /// <exception cref="TrainingDivergedException">A batch's loss was not finite, or a weight is not after the epoch.</exception>
    public EpochReport RunEpoch(int epoch, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        training.Start();
        if (!restored)
            Begin(epoch);
        restored = false;
        RunBatches(Reporting(progress), cancellation);
        CheckFinite();
        if (next == plan.Batches && Checkpoints?.IsDueAfter(epoch) == true)
            WriteCheckpoint(Checkpoints);
        if (recipe.Hash == HashKind.Learned && !recipe.IsMember && epoch == recipe.Epochs && next == plan.Batches)
            LearnHash();
        training.Stop();

        int samples = runner.Workers.Sum(worker => worker.Samples);
        return new EpochReport(
            (TrainingTime - begun).TotalSeconds,
            samples == 0 ? 0 : runner.Workers.Sum(worker => worker.LossTotal) / samples,
            null,
            samples == 0 ? 0 : (double)runner.Workers.Sum(worker => worker.ActiveTotal) / samples,
            (tables.Time - followedBefore).TotalSeconds,
            tables.Rebuilds - rebuildsBefore,
            hashLearning.Elapsed.TotalSeconds,
            (sampler as LshSampler)?.Index.Describe().Load);
    }

    /// <summary>The report that ends an epoch.</summary>
    public TrainingProgress Completed(EpochReport report) => Progress(TimeSpan.FromSeconds(report.Seconds)) with { Completed = report };

    /// <summary>Sums up the epochs run.</summary>
    public TrainingReport Report(IReadOnlyList<EpochReport> epochs)
    {
        double seconds = epochs.Sum(epoch => epoch.Seconds);
        long samplesTrained = earlierSamples + runner.Workers.Sum(worker => worker.Samples);
        long activeTotal = earlierActive + runner.Workers.Sum(worker => worker.ActiveTotal);
        return new TrainingReport(
            seconds,
            seconds == 0 ? 0 : samplesTrained / seconds,
            samplesTrained == 0 ? 0 : (double)activeTotal / samplesTrained,
            epochs,
            StoppedEarly: samplesTrained < (long)recipe.Epochs * plan.Samples);
    }

    public void Visit(IStateVisitor state)
    {
        int epoch = plan.Epoch;
        state.Value("epoch", ref epoch);
        restored = epoch != plan.Epoch;
        if (restored)
            plan.Begin(epoch);
        state.Value("batch", ref next);
        state.Value("epoch_start", ref epochStart);
        TimeSpan time = TrainingTime;
        state.Value("time", ref time);
        earlier = time - training.Elapsed;
        state.Value("begun", ref begun);
        state.Value("followed_before", ref followedBefore);
        state.Value("rebuilds_before", ref rebuildsBefore);
        state.Value("earlier_samples", ref earlierSamples);
        state.Value("earlier_active", ref earlierActive);
        for (int worker = 0; worker < runner.Workers.Count; worker++)
            state.Part($"worker.{worker}", runner.Workers[worker]);
        state.Part(OptimizerPart, optimizers);
        state.Part("tables", tables);
    }

    public void Dispose()
    {
        plan.Dispose();
        runner.Dispose();
        tables.Dispose();
        sampler.Dispose();
        optimizers.Dispose();
    }

    private TrainingWorker CreateWorker() => new(new TrainingStep(network, optimizers, sampler, recipe, correction));

    private void Begin(int epoch)
    {
        begun = TrainingTime;
        followedBefore = tables.Time;
        rebuildsBefore = tables.Rebuilds;
        epochStart += next;
        next = 0;
        plan.Begin(epoch);
        foreach (TrainingWorker worker in runner.Workers)
        {
            earlierSamples += worker.Samples;
            earlierActive += worker.ActiveTotal;
            worker.BeginEpoch();
        }
    }

    /// <summary>Runs the epoch's batches from <see cref="next"/> on, and writes checkpoints when they are due.</summary>
    private void RunBatches(Action report, CancellationToken cancellation)
    {
        while (next < plan.Batches && !cancellation.IsCancellationRequested)
        {
            tables.Follow(epochStart + next);
            int end = (int)Math.Min(plan.Ready(next), tables.NextBatch - epochStart);
            if (Checkpoints is { } checkpoints)
                RunUntilDue(checkpoints, end, report, cancellation);
            else
                next = runner.Run(plan, next, end, report, cancellation);
        }
    }

    /// <summary>Runs batches up to <paramref name="end"/>, or until a checkpoint is due, which it then writes.</summary>
    private void RunUntilDue(CheckpointKeeper checkpoints, int end, Action report, CancellationToken cancellation)
    {
        bool due = false;
        using CancellationTokenSource pause = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Action passing = () =>
        {
            report();
            if (due || !checkpoints.IsDue())
                return;
            due = true;
            pause.Cancel();
        };
        next = runner.Run(plan, next, end, passing, pause.Token);
        if (due && next < plan.Batches && !cancellation.IsCancellationRequested)
        {
            CheckFinite();
            WriteCheckpoint(checkpoints);
        }
    }

    private void WriteCheckpoint(CheckpointKeeper checkpoints)
    {
        training.Stop();
        checkpoints.TryWrite(this);
        training.Start();
    }

    /// <exception cref="TrainingDivergedException">A weight is not finite.</exception>
    private void CheckFinite()
    {
        if (!FiniteCheck.AllFinite(network, team))
            throw TrainingDivergedException.Weights(plan.Epoch, next);
    }

    /// <summary>What a runner calls between batches: reports progress when it is time.</summary>
    private Action Reporting(IProgress<TrainingProgress>? progress)
    {
        if (progress is null)
            return () => { };
        TimeSpan reported = training.Elapsed;
        return () =>
        {
            if (training.Elapsed - reported <= ReportInterval)
                return;
            reported = training.Elapsed;
            progress.Report(Progress(TrainingTime - begun));
        };
    }

    private void LearnHash()
    {
        hashLearning.Start();
        Hash = HashLearning.Run(network, plan.First(HashLearning.Examples), recipe, (sampler as LshSampler)?.Index, team);
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
            TrainingTime, TrainingProgress.TimeFor(left, perSecond), null);
    }
}
