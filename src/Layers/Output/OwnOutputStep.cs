using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// Each sample has active neurons of its own (SLIDE, section 3): its logits are dot products with rows read where they lie. The gradients of a
/// row that several samples of the batch chose are summed before its one update, so that a step means the same however neurons are shared.
/// In a wide layer most rows are chosen by one sample only: those are updated while that sample's backward pass has them in the cache, unless
/// the update is deferred.
/// </summary>
public sealed unsafe class OwnOutputStep : OutputStep
{
    private readonly RowEntries entries;
    private readonly SparseRowGradient gradient;
    private readonly GrowingBuffer<int> offsets = new();
    private readonly GrowingBuffer<int> ids = new();
    private readonly GrowingBuffer<float> logits = new();
    private readonly RowMatrix inputGradient;

    /// <summary>
    /// The optimizer, if rows are to be updated in the visit that reads them and it can do so: momentum of every weight would need the gradient
    /// of every weight.
    /// </summary>
    private ScaledRowOptimizer? oneVisit;

    /// <summary>The rows that the sample at hand has to itself, and their derivatives.</summary>
    private readonly GrowingBuffer<int> ownIds = new();
    private readonly GrowingBuffer<float> ownDeltas = new();

    /// <summary>
    /// Of the rows that several samples chose: where each sample's begin, and their derivatives. Their ids move up in <see cref="ids"/>, over
    /// those that are done with.
    /// </summary>
    private readonly GrowingBuffer<int> sharedOffsets = new();
    private readonly GrowingBuffer<float> sharedDeltas = new();

    /// <summary>Scratch for one worker.</summary>
    public OwnOutputStep(OutputLayer layer, INeuronSampler sampler, OutputLoss loss, RowOptimizer optimizer)
        : base(layer, sampler, loss, optimizer)
    {
        entries = new RowEntries(Layer.Neurons);
        gradient = new SparseRowGradient(Layer.Weights.Columns);
        inputGradient = new RowMatrix(1, Layer.Weights.Columns);
    }

    /// <inheritdoc/>
    public override double Run(ActivationBatch hidden, SparseBatch batch, RowMatrix hiddenDeltas, float learningRate, ref RandomStream random)
    {
        oneVisit = Optimizer as ScaledRowOptimizer;
        double loss = ForwardAndBackward(hidden, batch, hiddenDeltas, learningRate, ref random);
        gradient.Apply();
        return loss;
    }

    internal override double Derive(
        ActivationBatch hidden, SparseBatch batch, RowMatrix hiddenDeltas, float learningRate, ref RandomStream random)
    {
        oneVisit = null;
        return ForwardAndBackward(hidden, batch, hiddenDeltas, learningRate, ref random);
    }

    internal override IDeferredUpdate Deferred => gradient;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing)
            return;
        foreach (IDisposable memory in (IDisposable[])
            [entries, gradient, offsets, ids, logits, inputGradient, ownIds, ownDeltas, sharedOffsets, sharedDeltas])
        {
            memory.Dispose();
        }
    }

    /// <summary>Everything but the update of rows that several samples chose, or of all if they are not to be updated yet.</summary>
    private double ForwardAndBackward(
        ActivationBatch hidden, SparseBatch batch, RowMatrix hiddenDeltas, float learningRate, ref RandomStream random)
    {
        SelectActive(hidden, batch, ref random);
        ReserveLists(batch.Count);
        double loss = 0;
        for (int i = 0; i < batch.Count; i++)
        {
            int start = offsets.Pointer[i];
            int count = offsets.Pointer[i + 1] - start;
            float* h = hidden.Values.RowPointer(i);
            GatherDot.Compute(Layer.Weights, ids.Pointer + start, count, h, logits.Pointer);
            loss += Loss.DeriveOwn(logits.Pointer, batch.Labels(i).Length, count, 1f / batch.Count);
            Backward(i, start, count, h, learningRate, ref random);
            int width = Math.Min(inputGradient.Stride, hiddenDeltas.Stride);
            new Span<float>(inputGradient.Pointer, width).CopyTo(new Span<float>(hiddenDeltas.RowPointer(i), width));
        }
        entries.Transpose(batch.Count, sharedOffsets.Pointer, ids.Pointer, sharedDeltas.Pointer);
        gradient.Defer(entries, hidden.Values, Optimizer, learningRate, ref random);
        return loss;
    }

    /// <summary>Each sample's active neurons, its true labels first, and how many samples have each.</summary>
    private void SelectActive(ActivationBatch hidden, SparseBatch batch, ref RandomStream random)
    {
        *offsets.Reserve(batch.Count + 1) = 0;
        Sampler.Begin(hidden, batch, SamplerState);
        for (int i = 0; i < batch.Count; i++)
        {
            Active.Clear();
            Active.AddRange(batch.Labels(i));
            Sampler.AddOwn(hidden, i, Active, SamplerState, ref random);
            int start = offsets.Pointer[i];
            int end = checked(start + Active.Count);
            offsets.Pointer[i + 1] = end;
            Active.Ids.CopyTo(new Span<int>(ids.Reserve(end, start) + start, Active.Count));
        }
        ActiveNeuronTotal += offsets.Pointer[batch.Count];
        if (oneVisit is not null)
            entries.Count(offsets.Pointer[batch.Count], ids.Pointer);
    }

    private void ReserveLists(int samples)
    {
        int most = 0;
        for (int i = 0; i < samples; i++)
            most = Math.Max(most, offsets.Pointer[i + 1] - offsets.Pointer[i]);
        logits.Reserve(most);
        ownIds.Reserve(most);
        ownDeltas.Reserve(most);
        *sharedOffsets.Reserve(samples + 1) = 0;
        sharedDeltas.Reserve(offsets.Pointer[samples]);
    }

    /// <summary>
    /// The derivatives by the sample's input, from the weights as all samples see them; then the update of the rows that no other sample reads.
    /// </summary>
    private void Backward(int sample, int start, int count, float* h, float learningRate, ref RandomStream random)
    {
        int own = 0;
        int firstShared = sharedOffsets.Pointer[sample];
        int shared = firstShared;
        for (int i = 0; i < count; i++)
        {
            if (oneVisit is not null && entries.IsAlone(start + i))
            {
                ownIds.Pointer[own] = ids.Pointer[start + i];
                ownDeltas.Pointer[own++] = logits.Pointer[i];
            }
            else
            {
                ids.Pointer[shared] = ids.Pointer[start + i];
                sharedDeltas.Pointer[shared++] = logits.Pointer[i];
            }
        }
        sharedOffsets.Pointer[sample + 1] = shared;
        GatherSum.Compute(
            Layer.Weights, ids.Pointer + firstShared, sharedDeltas.Pointer + firstShared, shared - firstShared, inputGradient.Pointer,
            inputGradient.Stride);
        oneVisit?.BackwardHogwild(ownIds.Pointer, ownDeltas.Pointer, own, h, inputGradient.Pointer, learningRate, ref random);
    }
}
