using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade;

/// <summary>One thread's part of training: its step with all scratch, and what it has done in this epoch.</summary>
internal sealed class TrainingWorker(TrainingStep step) : IDisposable
{
    private long activeBefore;

    public TrainingStep Step { get; } = step;

    public double LossTotal { get; private set; }

    public int Samples { get; private set; }

    public long ActiveTotal => Step.ActiveNeuronTotal - activeBefore;

    public void BeginEpoch()
    {
        LossTotal = 0;
        Samples = 0;
        activeBefore = Step.ActiveNeuronTotal;
    }

    /// <summary>Assembles a batch and runs the step on it; returns the batch's loss.</summary>
    public double Train(Dataset data, ReadOnlySpan<int> points, float inputDropout, float learningRate, ref RandomStream random)
    {
        SparseBatch batch = Step.Batch;
        batch.Clear();
        foreach (int point in points)
            batch.Add(data.Features(point), data.Labels(point), inputDropout, ref random);
        double loss = Step.Run(learningRate, ref random);
        LossTotal += loss;
        Samples += points.Length;
        return loss;
    }

    public void Dispose() => Step.Dispose();
}
