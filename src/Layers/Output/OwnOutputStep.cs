using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// Each sample has active neurons of its own (SLIDE, section 3): its logits are dot products with rows read where they lie. The gradients of a
/// row that several samples of the batch chose are summed before its one update, so that a step means the same however neurons are shared.
/// </summary>
public sealed unsafe class OwnOutputStep : OutputStep
{
    private readonly RowEntries entries;
    private readonly SparseRowGradient gradient;
    private readonly GrowingBuffer<int> offsets = new();
    private readonly GrowingBuffer<int> ids = new();
    private readonly GrowingBuffer<float> logits = new();

    /// <summary>Scratch for one worker.</summary>
    public OwnOutputStep(OutputLayer layer, INeuronSampler sampler, OutputLoss loss, RowOptimizer optimizer)
        : base(layer, sampler, loss, optimizer)
    {
        entries = new RowEntries(Layer.Neurons);
        gradient = new SparseRowGradient(Layer.Weights.Columns);
    }

    /// <inheritdoc/>
    public override double Run(ActivationBatch hidden, SparseBatch batch, RowMatrix hiddenDeltas, float learningRate, ref RandomStream random)
    {
        double loss = 0;
        float scale = 1f / batch.Count;
        *offsets.Reserve(batch.Count + 1) = 0;
        Sampler.Begin(hidden, SamplerState);
        for (int i = 0; i < batch.Count; i++)
        {
            ReadOnlySpan<int> labels = batch.Labels(i);
            Active.Clear();
            Active.AddRange(labels);
            Sampler.AddOwn(hidden, i, Active, SamplerState, ref random);
            int start = offsets.Pointer[i];
            int end = checked(start + Active.Count);
            offsets.Pointer[i + 1] = end;
            Active.Ids.CopyTo(new Span<int>(ids.Reserve(end, start) + start, Active.Count));
            float* z = logits.Reserve(end, start) + start;

            RowMatrix weights = Layer.Weights;
            GatherDot.Compute(weights.Pointer, weights.Stride, Active.Pointer, Active.Count, hidden.Values.RowPointer(i), z, weights.Stride);
            loss += Loss.DeriveOwn(z, labels.Length, Active.Count, scale);
            GatherSum.Compute(
                weights.Pointer, weights.Stride, Active.Pointer, z, Active.Count, hiddenDeltas.RowPointer(i),
                Math.Min(weights.Stride, hiddenDeltas.Stride));
        }
        ActiveNeuronTotal += offsets.Pointer[batch.Count];
        entries.Transpose(batch.Count, offsets.Pointer, ids.Pointer, logits.Pointer);
        gradient.Apply(entries, hidden.Values, Optimizer, learningRate);
        return loss;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing)
            return;
        entries.Dispose();
        gradient.Dispose();
        offsets.Dispose();
        ids.Dispose();
        logits.Dispose();
    }
}
