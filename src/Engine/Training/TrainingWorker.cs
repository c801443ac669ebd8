using Glissade.Kernels;

namespace Glissade;

/// <summary>What trains one batch at a time: a step with all its scratch, and what it has done in this epoch.</summary>
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
        Assemble(data, points, inputDropout, ref random);
        return Count(Step.Run(learningRate, ref random));
    }

    /// <summary>As <see cref="Train"/>, but leaves the update for later (<see cref="TrainingStep.Update"/>).</summary>
    public double Derive(Dataset data, ReadOnlySpan<int> points, float inputDropout, float learningRate, ref RandomStream random)
    {
        Assemble(data, points, inputDropout, ref random);
        return Count(Step.Derive(learningRate, ref random));
    }

    public void Dispose() => Step.Dispose();

    private void Assemble(Dataset data, ReadOnlySpan<int> points, float inputDropout, ref RandomStream random)
    {
        Step.Batch.Clear();
        foreach (int point in points)
            Step.Batch.Add(data.Features(point), data.Labels(point), inputDropout, ref random, point);
    }

    private double Count(double loss)
    {
        LossTotal += loss;
        Samples += Step.Batch.Count;
        return loss;
    }
}
