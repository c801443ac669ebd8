using Glissade.Kernels;

namespace Glissade;

/// <summary>What trains one batch at a time: a step with all its scratch, and what it has done in this epoch.</summary>
internal sealed class TrainingWorker(TrainingStep step) : IDisposable, IStateful
{
    private long activeBefore;
    private double lossTotal;
    private int samples;

    public TrainingStep Step { get; } = step;

    public double LossTotal => lossTotal;

    public int Samples => samples;

    public long ActiveTotal => Step.ActiveNeuronTotal - activeBefore;

    public void BeginEpoch()
    {
        lossTotal = 0;
        samples = 0;
        activeBefore = Step.ActiveNeuronTotal;
    }

    /// <summary>Assembles a batch and runs the step on it; returns the batch's loss.</summary>
    public double Train(BatchPoints points, float inputDropout, float learningRate, ref RandomStream random)
    {
        Assemble(points, inputDropout, ref random);
        return Count(Step.Run(learningRate, ref random));
    }

    /// <summary>As <see cref="Train"/>, but leaves the update for later (<see cref="TrainingStep.Update"/>).</summary>
    public double Derive(BatchPoints points, float inputDropout, float learningRate, ref RandomStream random)
    {
        Assemble(points, inputDropout, ref random);
        return Count(Step.Derive(learningRate, ref random));
    }

    /// <summary>What was done in this epoch; the step itself starts afresh with each batch.</summary>
    public void Visit(IStateVisitor state)
    {
        state.Value("loss_total", ref lossTotal);
        state.Value("samples", ref samples);
        long active = ActiveTotal;
        state.Value("active_total", ref active);
        activeBefore = Step.ActiveNeuronTotal - active;
    }

    public void Dispose() => Step.Dispose();

    private void Assemble(BatchPoints points, float inputDropout, ref RandomStream random)
    {
        Step.Batch.Clear();
        points.AddTo(Step.Batch, inputDropout, ref random);
    }

    private double Count(double loss)
    {
        lossTotal += loss;
        samples += Step.Batch.Count;
        return loss;
    }
}
