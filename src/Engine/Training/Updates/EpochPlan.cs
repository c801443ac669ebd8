using Glissade.Kernels;

namespace Glissade;

/// <summary>
/// The batches of an epoch, and all that follows from a batch's number, whoever runs it: its points, its learning rate and its random stream.
/// </summary>
internal sealed class EpochPlan
{
    private readonly Dataset data;
    private readonly TrainingRecipe recipe;
    private readonly EpochOrder order;

    /// <exception cref="ArgumentException">No point has a label.</exception>
    public EpochPlan(Dataset data, TrainingRecipe recipe)
    {
        this.data = data;
        this.recipe = recipe;
        order = new EpochOrder(data);
        if (order.Count == 0)
            throw new ArgumentException("no training point has a label", nameof(data));
        Batches = order.BatchCount(recipe.BatchSize);
    }

    /// <summary>Points of an epoch.</summary>
    public int Samples => order.Count;

    /// <summary>Batches of an epoch.</summary>
    public int Batches { get; }

    /// <summary>All points in this epoch's order.</summary>
    public ReadOnlySpan<int> Points => order.Batch(0, order.Count);

    /// <summary>The epoch, from 1; 0 before the first.</summary>
    public int Epoch { get; private set; }

    /// <summary>Shuffles for an epoch.</summary>
    public void Begin(int epoch)
    {
        Epoch = epoch;
        order.Shuffle(recipe.Seed, epoch);
    }

    /// <summary>Trains a batch; returns its loss.</summary>
    public double Train(int batch, TrainingWorker worker)
    {
        RandomStream random = Stream(batch);
        return worker.Train(data, PointsOf(batch), recipe.InputDropout, LearningRate(batch), ref random);
    }

    /// <summary>Derives a batch, its update left for later; returns its loss.</summary>
    public double Derive(int batch, TrainingWorker worker)
    {
        RandomStream random = Stream(batch);
        return worker.Derive(data, PointsOf(batch), recipe.InputDropout, LearningRate(batch), ref random);
    }

    /// <summary>What to throw when a batch's loss is not finite.</summary>
    public TrainingDivergedException Diverged(int batch, double loss) => new(Epoch, batch + 1, loss, LearningRate(batch));

    private ReadOnlySpan<int> PointsOf(int batch) => order.Batch(batch, recipe.BatchSize);

    private RandomStream Stream(int batch) => new(recipe.Seed, 3, (ulong)Epoch, (ulong)batch);

    private float LearningRate(int batch)
    {
        double done = ((double)(Epoch - 1) + ((double)batch / Batches)) / recipe.Epochs;
        return (float)(recipe.LearningRate * LearningRateSchedules.Factor(recipe.Schedule, done));
    }
}
