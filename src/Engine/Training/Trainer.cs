using System.Diagnostics;
using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade;

/// <summary>
/// Runs the epochs: shuffled batches handed to HOGWILD workers (Niu et al. 2011), hash tables made to follow the weights on schedule,
/// progress reported. Workers share weights and optimizer state without locks; each batch draws its randomness from (seed, epoch, batch),
/// so who runs it makes no difference to it, and with one worker the whole run is reproducible bit for bit.
/// </summary>
/// <remarks>
/// Queries and rebuilds cannot overlap: tables are rebuilt, refreshed and checked on the thread that runs the epoch, only between two calls
/// of <see cref="RunBatches"/>, and that returns when <see cref="WorkerTeam.Run"/> has joined all workers, cancelled or failed ones
/// included.
/// </remarks>
internal sealed class Trainer : IDisposable
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(250);

    private readonly Network network;
    private readonly TrainingRecipe recipe;
    private readonly Dataset data;
    private readonly EpochOrder order;
    private readonly NetworkOptimizers optimizers;
    private readonly INeuronSampler sampler;
    private readonly WorkerTeam team;
    private readonly TrainingWorker[] workers;
    private readonly SamplerTables tables;
    private readonly Stopwatch training = new();
    private readonly Stopwatch hashLearning = new();
    private long finishedBatches;
    private long samplesTrained;
    private bool stopping;

    public Trainer(Network network, Dataset data, TrainingRecipe recipe, WorkerTeam team)
    {
        this.network = network;
        this.data = data;
        this.recipe = recipe;
        this.team = team;
        order = new EpochOrder(data);
        if (order.Count == 0)
            throw new ArgumentException("no training point has a label", nameof(data));
        // The sampler first: it is what a recipe can still be refused by, and nothing is held then.
        sampler = Samplers.Create(recipe, network.Output);
        optimizers = new NetworkOptimizers(network, recipe.Optimizer);
        workers = [.. Enumerable.Range(0, team.Size).Select(_ => new TrainingWorker(new TrainingStep(network, optimizers, sampler, recipe)))];
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
        order.Shuffle(recipe.Seed, epoch);
        foreach (TrainingWorker worker in workers)
            worker.BeginEpoch();

        int batches = order.BatchCount(recipe.BatchSize);
        long epochStart = finishedBatches;
        int next = 0;
        while (next < batches && !cancellation.IsCancellationRequested)
        {
            tables.Follow(finishedBatches);
            int end = (int)Math.Min(batches, tables.NextBatch - epochStart);
            next = RunBatches(epoch, next, end, begun, progress, cancellation);
            finishedBatches = epochStart + next;
        }
        if (!FiniteCheck.AllFinite(network, team))
            throw TrainingDivergedException.Weights(epoch, next);
        if (recipe.Hash == HashKind.Learned && epoch == recipe.Epochs && next == batches)
            LearnHash();
        training.Stop();

        int samples = workers.Sum(worker => worker.Samples);
        samplesTrained += samples;
        return new EpochReport(
            (training.Elapsed - begun).TotalSeconds,
            samples == 0 ? 0 : workers.Sum(worker => worker.LossTotal) / samples,
            null,
            samples == 0 ? 0 : (double)workers.Sum(worker => worker.ActiveTotal) / samples,
            (tables.Time - followedBefore).TotalSeconds,
            tables.Rebuilds - rebuildsBefore,
            hashLearning.Elapsed.TotalSeconds);
    }

    /// <summary>The report that ends an epoch.</summary>
    public TrainingProgress Completed(int epoch, EpochReport report) =>
        Progress(epoch, TimeSpan.FromSeconds(report.Seconds)) with { Completed = report };

    /// <summary>Sums up the epochs run.</summary>
    public TrainingReport Report(IReadOnlyList<EpochReport> epochs)
    {
        double seconds = epochs.Sum(epoch => epoch.Seconds);
        return new TrainingReport(
            seconds,
            seconds == 0 ? 0 : samplesTrained / seconds,
            samplesTrained == 0 ? 0 : (double)workers.Sum(worker => worker.Step.ActiveNeuronTotal) / samplesTrained,
            epochs,
            StoppedEarly: samplesTrained < (long)recipe.Epochs * order.Count);
    }

    public void Dispose()
    {
        foreach (TrainingWorker worker in workers)
            worker.Dispose();
        tables.Dispose();
        sampler.Dispose();
        optimizers.Dispose();
    }

    /// <summary>Runs batches [start, end) of the epoch on all workers; returns the first batch not run.</summary>
    private int RunBatches(
        int epoch, int start, int end, TimeSpan epochBegun, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        int next = start - 1;
        int batches = order.BatchCount(recipe.BatchSize);
        stopping = false;
        team.Run(worker =>
        {
            TimeSpan reported = training.Elapsed;
            while (!Volatile.Read(ref stopping) && !cancellation.IsCancellationRequested)
            {
                int batch = Interlocked.Increment(ref next);
                if (batch >= end)
                    return;
                TrainBatch(workers[worker], epoch, batch, batches);
                if (worker == 0 && progress is not null && training.Elapsed - reported > ReportInterval)
                {
                    reported = training.Elapsed;
                    progress.Report(Progress(epoch, training.Elapsed - epochBegun));
                }
            }
        });
        return Math.Min(next + 1, end);
    }

    private void TrainBatch(TrainingWorker worker, int epoch, int batch, int batches)
    {
        RandomStream random = new(recipe.Seed, 3, (ulong)epoch, (ulong)batch);
        double done = ((double)(epoch - 1) + ((double)batch / batches)) / recipe.Epochs;
        float learningRate = (float)(recipe.LearningRate * LearningRateSchedules.Factor(recipe.Schedule, done));
        double loss = worker.Train(data, order.Batch(batch, recipe.BatchSize), recipe.InputDropout, learningRate, ref random);
        if (double.IsFinite(loss))
            return;
        Volatile.Write(ref stopping, true);
        throw new TrainingDivergedException(epoch, batch + 1, loss, learningRate);
    }

    private void LearnHash()
    {
        hashLearning.Start();
        Hash = HashLearning.Run(network, data, order.Batch(0, order.Count), recipe, (sampler as LshSampler)?.Index, team);
        hashLearning.Stop();
    }

    /// <summary>Reads the other workers' counters while they run: a figure for the eye, not for the report.</summary>
    private TrainingProgress Progress(int epoch, TimeSpan epochTime)
    {
        int samples = workers.Sum(worker => worker.Samples);
        double perSecond = samples / Math.Max(epochTime.TotalSeconds, 1e-9);
        long left = ((long)(recipe.Epochs - epoch + 1) * order.Count) - samples;
        return new TrainingProgress(
            epoch, recipe.Epochs, samples, order.Count,
            workers.Sum(worker => worker.LossTotal) / Math.Max(samples, 1), perSecond,
            (double)workers.Sum(worker => worker.ActiveTotal) / Math.Max(samples, 1),
            training.Elapsed, TimeSpan.FromSeconds(left / Math.Max(perSecond, 1e-9)), null);
    }
}
