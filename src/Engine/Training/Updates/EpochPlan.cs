using Glissade.Kernels;

namespace Glissade;

/// <summary>
/// The batches of an epoch, and all that follows from a batch's number, whoever runs it: its points, its learning rate and its random stream.
/// </summary>
internal sealed class EpochPlan : IDisposable
{
    private readonly IEpochPoints points;
    private readonly TrainingRecipe recipe;

    /// <exception cref="ArgumentException">No point has a label.</exception>
    public EpochPlan(IEpochPoints points, TrainingRecipe recipe)
    {
        this.points = points;
        this.recipe = recipe;
        if (points.Count == 0)
            throw new ArgumentException("no training point has a label", nameof(points));
        Batches = (int)(((long)points.Count + recipe.BatchSize - 1) / recipe.BatchSize);
    }

    /// <summary>Points of an epoch.</summary>
    public int Samples => points.Count;

    /// <summary>Batches of an epoch.</summary>
    public int Batches { get; }

    /// <summary>The epoch, from 1; 0 before the first.</summary>
    public int Epoch { get; private set; }

    /// <summary>Shuffles for an epoch.</summary>
    public void Begin(int epoch)
    {
        Epoch = epoch;
        points.Shuffle(recipe.Seed, epoch);
    }

    /// <summary>Makes a batch ready; no worker may be at work.</summary>
    /// <returns>Behind the last batch that is ready with it.</returns>
    public int Ready(int batch)
    {
        int end = points.Ready(batch * recipe.BatchSize);
        return end == points.Count ? Batches : end / recipe.BatchSize;
    }

    /// <summary>The first points of this epoch's order, so many if it has them and they can be ready together.</summary>
    public BatchPoints First(int count) => points.Slice(0, Math.Min(count, points.Ready(0)));

    /// <summary>Trains a batch; returns its loss.</summary>
    public double Train(int batch, TrainingWorker worker)
    {
        RandomStream random = Stream(batch);
        return worker.Train(PointsOf(batch), recipe.InputDropout, LearningRate(batch), ref random);
    }

    /// <summary>Derives a batch, its update left for later; returns its loss.</summary>
    public double Derive(int batch, TrainingWorker worker)
    {
        RandomStream random = Stream(batch);
        return worker.Derive(PointsOf(batch), recipe.InputDropout, LearningRate(batch), ref random);
    }

    /// <summary>What to throw when a batch's loss is not finite.</summary>
    public TrainingDivergedException Diverged(int batch, double loss) => new(Epoch, batch + 1, loss, LearningRate(batch));

    public void Dispose() => points.Dispose();

    private BatchPoints PointsOf(int batch)
    {
        int start = batch * recipe.BatchSize;
        return points.Slice(start, Math.Min(recipe.BatchSize, points.Count - start));
    }

    private RandomStream Stream(int batch) => new(recipe.Seed, 3, (ulong)Epoch, (ulong)batch);

    private float LearningRate(int batch)
    {
        double done = ((double)(Epoch - 1) + ((double)batch / Batches)) / recipe.Epochs;
        return (float)(recipe.LearningRate * LearningRateSchedules.Factor(recipe.Schedule, done));
    }
}
